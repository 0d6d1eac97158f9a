package docx

import "strings"

type symbolKey struct {
	font string
	code rune
}

// symbols are the characters of symbol fonts that legal texts use.
var symbols = map[symbolKey]rune{
	{"symbol", 0xb7}: '•', {"symbol", 0xd2}: '®', {"symbol", 0xd3}: '©', {"symbol", 0xd4}: '™', {"symbol", 0xb3}: '≥', {"symbol", 0xa3}: '≤',
	{"symbol", 0xb1}: '±', {"symbol", 0xb4}: '×', {"symbol", 0xb0}: '°', {"symbol", 0x2d}: '−', {"symbol", 0xae}: '→', {"symbol", 0xb9}: '≠', {"symbol", 0x20}: ' ',
	{"wingdings", 0xa8}: '☐', {"wingdings", 0x6f}: '☐', {"wingdings", 0x71}: '☐', {"wingdings", 0x72}: '☐', {"wingdings", 0xfe}: '☑', {"wingdings", 0xfd}: '☒', {"wingdings", 0x78}: '☒',
	{"wingdings", 0xfc}: '✓', {"wingdings", 0xfb}: '✗', {"wingdings", 0x6c}: '●', {"wingdings", 0x6e}: '■', {"wingdings", 0xa7}: '▪', {"wingdings", 0xe0}: '→',
	{"wingdings 2", 0x50}: '✓', {"wingdings 2", 0x52}: '☑', {"wingdings 2", 0x54}: '☒', {"wingdings 2", 0xa3}: '☐',
}

// The letters of the font Symbol are Greek, in this order from A and from a.
var greek = []rune("ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ")
var greekSmall = []rune("αβχδεφγηιϕκλμνοπθρστυϖωξψζ")

// symbolOf is the character of a symbol font at a place; 0 if it is not known.
// Word writes the place as it is, or moved into the private use area.
func symbolOf(font string, code rune) rune {
	if code >= 0xf000 && code <= 0xf0ff {
		code -= 0xf000
	}
	if code > 0xff {
		return 0
	}
	font = strings.ToLower(font)
	if r := symbols[symbolKey{font, code}]; r != 0 {
		return r
	}
	switch {
	case font != "symbol":
	case code >= 'A' && code <= 'Z':
		return greek[code-'A']
	case code >= 'a' && code <= 'z':
		return greekSmall[code-'a']
	case code == '*', code >= '0' && code <= '9', code == '+', code == '=', code == '<', code == '>', code == '(', code == ')', code == '.', code == ',', code == '/':
		return code
	}
	return 0
}
