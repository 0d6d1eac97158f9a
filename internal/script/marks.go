package script

// IsHyphen reports whether r is a hyphen, or a short dash or minus as it is typed for one
// inside a word.
func IsHyphen(r rune) bool { return r == '-' || r >= '\u2010' && r <= '\u2013' || r == '\u2212' }

// IsApostrophe reports whether r is an apostrophe or what is typed for one.
func IsApostrophe(r rune) bool {
	return r == '\'' || r == '\u2019' || r == '\u2018' || r == '\u02BC' || r == '`' || r == '\u00B4'
}

// Mark gives the marks that are typed in several forms one form: " for double quotes, '
// for single ones and apostrophes, - for hyphens, dashes and minus. Other characters stay
// as they are.
func Mark(r rune) rune {
	switch {
	case r < 0x80 && r != '`':
		return r
	case IsHyphen(r), r == '—', r == '―':
		return '-'
	case IsApostrophe(r):
		return '\''
	}
	switch r {
	case '«', '»', '“', '”', '„', '‟', '″':
		return '"'
	case '‚', '‛', '‹', '›':
		return '\''
	}
	return r
}
