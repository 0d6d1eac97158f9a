package source

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"github.com/kelisim/kelisim/internal/script"
)

// alike returns the known key that looks the same in some case, and the first letter of
// key that is Cyrillic and should be Latin; "" for none.
func alike(key string, known []string) (string, rune) {
	var first rune
	mended := strings.Map(func(r rune) rune {
		twin := cmp.Or(script.Latin(r), script.Latin(unicode.ToUpper(r)))
		if twin == 0 {
			return r
		}
		if first == 0 {
			first = r
		}
		return unicode.ToLower(twin)
	}, key)
	if first != 0 && slices.Contains(known, mended) {
		return mended, first
	}
	return "", 0
}

// similar returns the known word nearest to s within two slips, or "".
func similar(s string, known []string) string {
	best, at := 3, ""
	for _, k := range known {
		if d := distance(strings.ToLower(s), k); d < best && d < len(k) {
			best, at = d, k
		}
	}
	return at
}

// distance is the Levenshtein distance in characters.
func distance(a, b string) int {
	s, t := []rune(a), []rune(b)
	row := make([]int, len(t)+1)
	for j := range row {
		row[j] = j
	}
	for i := range s {
		prev := row[0]
		row[0] = i + 1
		for j := range t {
			cost := prev
			if s[i] != t[j] {
				cost++
			}
			prev = row[j+1]
			row[j+1] = min(cost, row[j+1]+1, row[j]+1)
		}
	}
	return row[len(t)]
}
