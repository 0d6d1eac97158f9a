package ledger

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// ReadHeads reads the heads that a host recorded with its acceptances: a table in
// CSV whose first line names the columns, two of which are records and sha256, in
// any order, among others that are not read. Fields are separated by commas, or by
// semicolons, as spreadsheets in Russian and Kazakh write them. name is the file's, for
// findings. Rows of one head are one: the first is named. bad is the number of the first
// line that cannot be read, 0 for none.
//
//	time,user,records,sha256
//	2026-12-03T10:00:00+05:00,17,11,2c1d…
func ReadHeads(name string, r io.Reader) (heads []Known, bad int) {
	text := bufio.NewReader(r)
	in := csv.NewReader(text)
	in.ReuseRecord = true
	if start, _ := text.Peek(1024); !bytes.ContainsRune(start, ',') {
		in.Comma = ';'
	}
	columns, err := in.Read()
	if err != nil {
		return nil, 1
	}
	for i := range columns {
		columns[i] = strings.ToLower(strings.TrimSpace(strings.TrimPrefix(columns[i], "\ufeff")))
	}
	n, sum := slices.Index(columns, "records"), slices.Index(columns, "sha256")
	if n < 0 || sum < 0 {
		return nil, 1
	}
	seen := map[string]bool{}
	for {
		row, err := in.Read()
		if err == io.EOF {
			return heads, 0
		}
		if wrong := (*csv.ParseError)(nil); errors.As(err, &wrong) {
			return nil, wrong.StartLine
		} else if err != nil {
			return nil, 2
		}
		line, _ := in.FieldPos(0)
		records, err := strconv.Atoi(strings.TrimSpace(row[n]))
		head := FormatHead(records, strings.ToLower(strings.TrimSpace(row[sum])))
		records, hash, ok := ParseHead(head)
		if err != nil || !ok {
			return nil, line
		}
		if !seen[head] {
			seen[head] = true
			heads = append(heads, Known{Records: records, SHA256: hash, From: fmt.Sprintf("%s:%d", name, line)})
		}
	}
}
