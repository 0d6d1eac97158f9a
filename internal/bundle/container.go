package bundle

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A bundle is a zip file in one form only: its files in the order of their names by
// bytes, stored without compression, dated 1 January 1980, without attributes,
// comments or extra fields. So equal files make equal bytes, and whoever reads it can
// make it again and compare: no byte of the container is free.

// errContainer means that the bytes are not a zip file of that form.
var errContainer = errors.New("not a bundle")

// The limits of the form, for zip64 is not used.
const (
	maxFiles = 1<<16 - 1
	maxBytes = 1<<32 - 1
)

const (
	utf8Names = 1 << 11
	dosDate   = 1<<5 | 1 // 1 January 1980
)

// pack makes the container.
func pack(files map[string][]byte) []byte {
	var out, directory bytes.Buffer
	put := func(w *bytes.Buffer, values ...any) {
		for _, v := range values {
			binary.Write(w, binary.LittleEndian, v) // into memory: no error
		}
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		data := files[name]
		at := uint32(out.Len())
		common := []any{uint16(20), uint16(utf8Names), uint16(0), uint16(0), uint16(dosDate),
			crc32.ChecksumIEEE(data), uint32(len(data)), uint32(len(data)), uint16(len(name)), uint16(0)}
		put(&out, uint32(0x04034b50))
		put(&out, common...)
		out.WriteString(name)
		out.Write(data)
		put(&directory, uint32(0x02014b50), uint16(20))
		put(&directory, common...)
		put(&directory, uint16(0), uint16(0), uint16(0), uint32(0), at)
		directory.WriteString(name)
	}
	at, n := uint32(out.Len()), uint16(len(files))
	out.Write(directory.Bytes())
	put(&out, uint32(0x06054b50), uint16(0), uint16(0), n, n, uint32(directory.Len()), at, uint16(0))
	return out.Bytes()
}

// unpack reads a container, and refuses one that pack would not have made.
func unpack(data []byte) (map[string][]byte, error) {
	if len(data) > maxBytes {
		return nil, errContainer
	}
	files := map[string][]byte{}
	for rest := data; len(rest) >= 30 && binary.LittleEndian.Uint32(rest) == 0x04034b50; {
		size, name := int(binary.LittleEndian.Uint32(rest[18:])), int(binary.LittleEndian.Uint16(rest[26:]))
		if len(rest) < 30+name+size || len(files) == maxFiles {
			return nil, errContainer
		}
		files[string(rest[30:30+name])] = rest[30+name : 30+name+size]
		rest = rest[30+name+size:]
	}
	if len(files) == 0 || !bytes.Equal(pack(files), data) {
		return nil, errContainer
	}
	for name := range files {
		if !isName(name) {
			return nil, errContainer
		}
	}
	return files, nil
}

// isName reports whether a name is a clean slash path in UTF-8 that any system can
// hold, without control characters, backslashes and colons.
func isName(name string) bool {
	if name == "" || !utf8.ValidString(name) || strings.ContainsFunc(name, func(r rune) bool { return unicode.IsControl(r) || r == '\\' || r == ':' }) {
		return false
	}
	return !slices.ContainsFunc(strings.Split(name, "/"), func(part string) bool { return part == "" || part == "." || part == ".." })
}
