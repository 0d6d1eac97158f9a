package site

import (
	"sort"
	"strconv"
	"time"
)

// The years in which the offsets of a zone are written down.
const firstOffset, lastOffset = 2020, 2040

// offsets are a zone's offsets from UTC for a script, which must not trust a
// reader's device to know them: Kazakhstan has had one zone only since March 2024.
// "0=360 1709229600=300" is UTC+6, from that second of Unix time on UTC+5. A zone
// that changes its clocks for ever is written down until the end of 2040.
func offsets(zone *time.Location) string {
	at := func(second int64) int {
		_, offset := time.Unix(second, 0).In(zone).Zone()
		return offset / 60
	}
	const day = 24 * 60 * 60
	first := time.Date(firstOffset, 1, 1, 0, 0, 0, 0, time.UTC).Unix()
	last := time.Date(lastOffset+1, 1, 1, 0, 0, 0, 0, time.UTC).Unix()
	out := "0=" + strconv.Itoa(at(first))
	for t := first; t < last; t += day {
		if at(t) == at(t+day) {
			continue
		}
		change := t + int64(sort.Search(day, func(n int) bool { return at(t+int64(n)) != at(t) }))
		out += " " + strconv.FormatInt(change, 10) + "=" + strconv.Itoa(at(change))
	}
	return out
}
