package importer

import (
	"strconv"
	"strings"
)

// A style sheet may say for which screens its rules are (Media Queries 4). Here a page is read as
// a desktop shows it, in a window as large as most are: what stands on a phone alone is not shown.

// The size of the window in pixels, and that of a letter, by which "em" is measured.
const (
	windowWidth  = 1920
	windowHeight = 1080
	letterSize   = 16
)

// onScreen reports whether one of a list of queries is true of the window.
func onScreen(media string) bool {
	for _, query := range splitSelectors(strings.ToLower(media)) {
		if queryHolds(strings.TrimSpace(query)) {
			return true
		}
	}
	return false
}

// queryHolds reports whether a query is true: a kind of paper or screen, conditions, or both.
func queryHolds(query string) bool {
	kind, rest := identifier(query)
	negated := kind == "not" && !strings.HasPrefix(strings.TrimSpace(rest), "(")
	if negated || kind == "only" {
		kind, rest = identifier(strings.TrimSpace(rest))
	}
	if kind == "" || kind == "not" {
		return conditionHolds(query, maxConditions)
	}
	holds := kind == "screen" || kind == "all"
	if rest = strings.TrimSpace(rest); rest != "" {
		condition, ok := strings.CutPrefix(rest, "and")
		holds = holds && ok && conditionHolds(condition, maxConditions)
	}
	return holds != negated
}

// maxConditions is how deep conditions may stand in one another.
const maxConditions = 8

// conditionHolds reports whether a condition is true; one that is not known is not.
func conditionHolds(src string, depth int) bool {
	if src = strings.TrimSpace(src); src == "" || depth == 0 {
		return src == ""
	}
	if rest, negated := strings.CutPrefix(src, "not"); negated {
		return !conditionHolds(rest, depth-1)
	}
	if src[0] != '(' {
		return false
	}
	end := min(closing(src, 0, "()"), len(src)-1)
	inner := strings.TrimSpace(src[1:end])
	var holds bool
	if strings.HasPrefix(inner, "(") || strings.HasPrefix(inner, "not") {
		holds = conditionHolds(inner, depth-1)
	} else {
		holds = featureHolds(inner)
	}
	rest := strings.TrimSpace(src[end+1:])
	if other, or := strings.CutPrefix(rest, "or"); or {
		return holds || conditionHolds(other, depth)
	}
	other, and := strings.CutPrefix(rest, "and")
	return holds && (rest == "" || and && conditionHolds(other, depth))
}

// windowFeatures are what a query may ask of a window that is no length.
var windowFeatures = map[string]string{"orientation": "landscape", "hover": "hover", "any-hover": "hover", "pointer": "fine", "any-pointer": "fine",
	"prefers-color-scheme": "light", "prefers-reduced-motion": "no-preference", "prefers-contrast": "no-preference", "update": "fast",
	"forced-colors": "none", "display-mode": "browser", "scripting": "enabled", "color": "8", "-webkit-min-device-pixel-ratio": "1",
	"min-resolution": "1dppx", "grid": "0"}

// featureHolds reports whether the window is as "max-width: 40em", "hover" or "30em <= width < 60em" ask.
func featureHolds(src string) bool {
	if strings.ContainsAny(src, "<>") {
		return rangeHolds(src)
	}
	name, value, valued := strings.Cut(src, ":")
	name, value = strings.TrimSpace(name), strings.TrimSpace(value)
	if is, known := windowFeatures[name]; known {
		return !valued && is != "none" && is != "0" && is != "no-preference" || is == value
	}
	feature, least := strings.CutPrefix(name, "min-")
	feature, most := strings.CutPrefix(feature, "max-")
	has, known := windowLength(feature)
	if !valued {
		return known && !least && !most
	}
	want, ok := length(value)
	switch {
	case !known || !ok:
		return false
	case least:
		return has >= want
	case most:
		return has <= want
	}
	return has == want
}

// rangeHolds reports whether the window is in a range, as "width >= 40em" and "30em <= width < 60em" say.
func rangeHolds(src string) bool {
	parts := strings.FieldsFunc(src, func(r rune) bool { return strings.ContainsRune("<>=", r) })
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	at := 0
	for i := 1; i < len(parts); i++ {
		at += strings.IndexAny(src[at:], "<>=")
		sign := src[at : at+1]
		end := at + 1
		for end < len(src) && strings.IndexByte("<>=", src[end]) >= 0 {
			end++
		}
		equal := end-at == 2
		at = end
		a, first := lengthOf(parts[i-1])
		b, second := lengthOf(parts[i])
		if !first || !second || sign == "=" && a != b || sign == "<" && a >= b && (!equal || a > b) || sign == ">" && a <= b && (!equal || a < b) {
			return false
		}
	}
	return len(parts) > 1
}

// lengthOf is a length, or that of the window which a name means.
func lengthOf(s string) (float64, bool) {
	if v, ok := windowLength(s); ok {
		return v, true
	}
	return length(s)
}

func windowLength(feature string) (float64, bool) {
	switch feature {
	case "width", "device-width", "inline-size":
		return windowWidth, true
	case "height", "device-height", "block-size":
		return windowHeight, true
	}
	return 0, false
}

// length is a length in pixels.
func length(s string) (float64, bool) {
	number := strings.TrimRight(s, "abcdefghijklmnopqrstuvwxyz")
	v, err := strconv.ParseFloat(number, 64)
	switch s[len(number):] {
	case "px":
	case "em", "rem":
		v *= letterSize
	case "pt":
		v *= 4.0 / 3
	case "cm":
		v *= 96 / 2.54
	case "in":
		v *= 96
	default:
		return v, err == nil && v == 0
	}
	return v, err == nil
}
