package check

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
)

// follow says which findings say nothing that a stronger one does not say: who mends what that
// one names has mended these, too.
type follow struct {
	codes    []diag.Code
	variants []string // nil: any
	of       []diag.Code
	says     []string // variants of those; nil: any
	where    where
}

// where is how near the stronger finding stands.
type where int

const (
	here     where = iota // at a line that both name
	inFile                // in a file that both name
	inFolder              // in the folder of the edition
	inWhole               // in the document
)

// unread are findings beside which nobody knows what edition.yaml says.
var unread = []diag.Code{diag.DateInvalid, diag.FileMissing, diag.FileUnexpected, diag.KeyUnknown, diag.ValueType, diag.YAMLSyntax}

// mixedBlocks are findings about one block of another language.
var mixedBlocks = []string{"en", "kk", "ky", "other", "ru", "tt", "uk"}

// follows are in no order: what is left out itself leaves others out as well.
var follows = []follow{
	// A clause that one language changed alone is no clause that a summary forgot.
	{codes: []diag.Code{diag.ChangesClause}, variants: []string{"unnamed", "unnamed-new"}, of: []diag.Code{diag.ChangedInOneLanguage}},
	// Where a summary names another clause than the one that changed, it is mended by that.
	{codes: []diag.Code{diag.ChangesClause}, variants: []string{"unnamed", "unnamed-new"}, of: []diag.Code{diag.ChangesClause}, says: []string{"", "missing"}},
	{codes: []diag.Code{diag.ChangedInOneLanguage}, of: []diag.Code{diag.ClausesSwapped}},
	// A number that leads nowhere differs from one that does, and so does one whose words are wrong.
	{codes: []diag.Code{diag.FiguresDiffer}, variants: []string{"reference"}, of: []diag.Code{diag.ReferenceMissing, diag.ReferenceStale, diag.AnnexMissing}},
	{codes: []diag.Code{diag.FiguresDiffer}, variants: []string{"sum", "words"}, of: []diag.Code{diag.NumberWords}},
	{codes: []diag.Code{diag.FiguresDiffer}, variants: []string{"words"}, of: []diag.Code{diag.FiguresDiffer}, says: []string{"sum", "percent", "number"}},
	{codes: []diag.Code{diag.FiguresDiffer}, variants: []string{"number", "date"}, of: []diag.Code{diag.ProseDate, diag.DateDiffers, diag.ApprovalNumber}},
	{codes: []diag.Code{diag.FiguresDiffer}, variants: []string{"sum", "number"}, of: []diag.Code{diag.TotalDiffers}},
	{codes: []diag.Code{diag.FiguresDiffer}, variants: []string{"number", "bin"}, of: []diag.Code{diag.BINDigit}},
	{codes: []diag.Code{diag.FiguresDiffer}, variants: []string{"number", "phone", "email"}, of: []diag.Code{diag.RequisiteWrong}},
	{codes: []diag.Code{diag.TranslationMissing}, variants: []string{""}, of: []diag.Code{diag.LanguageMixed}, says: mixedBlocks},
	{codes: []diag.Code{diag.LanguageMixed}, variants: mixedBlocks, of: []diag.Code{diag.TranslationMissing}, says: []string{"changes"}},
	// Half of a definition is none.
	{codes: []diag.Code{diag.TermForeign}, variants: []string{"count"}, of: []diag.Code{diag.BracketUnbalanced, diag.QuoteUnbalanced, diag.DefinitionForm}},
	// Items in another order leave gaps, and meet others.
	{codes: []diag.Code{diag.NumberGap}, of: []diag.Code{diag.NumberOrder}},
	{codes: []diag.Code{diag.NumberGap}, of: []diag.Code{diag.StructureDiffers}, says: []string{"missing", "number"}},
	{codes: []diag.Code{diag.ForceDiffers, diag.WordsDiffer}, of: []diag.Code{diag.SentenceMissing}},
	{codes: []diag.Code{diag.WordsDiffer, diag.ForceDiffers}, of: []diag.Code{diag.NumberOrder, diag.StructureDiffers, diag.ClausesSwapped}},
	// A key that is misspelt, or cannot be read, is not missing, too; nor is what stands there.
	{codes: []diag.Code{diag.ChangesMissing, diag.MaterialMissing}, of: []diag.Code{diag.KeyUnknown}, where: inFile},
	{codes: []diag.Code{diag.TermForeign}, of: []diag.Code{diag.FrontMatter, diag.KeyMissing, diag.YAMLSyntax}, where: inFile},
	{codes: []diag.Code{diag.DateDiffers}, variants: []string{"no-effective"}, of: unread, where: inFolder},
	{codes: []diag.Code{diag.ProseDate}, variants: []string{"later"}, of: append([]diag.Code{diag.DateDiffers}, unread...), where: inFolder},
	{codes: []diag.Code{diag.FiguresDiffer, diag.SentenceMissing, diag.TermForeign}, of: []diag.Code{diag.ClausesSwapped}},
	// A file of another language differs in everything.
	{codes: append([]diag.Code{diag.ChangedInOneLanguage, diag.ChangesClause, diag.ChangesFigure, diag.ClausesSwapped, diag.TranslationMissing}, sideBySide...),
		of: []diag.Code{diag.LanguageMixed}, says: []string{"en-text", "kk-text", "ky-text", "other-text", "ru-text", "tt-text", "uk-text"}, where: inFile},
	// Nothing is compared with what is not there.
	{codes: []diag.Code{diag.DateDiffers, diag.ApprovalNumber}, of: []diag.Code{diag.FileMissing}, where: inFolder},
	{codes: []diag.Code{diag.ChangesClause, diag.ChangedInOneLanguage, diag.ChangesFigure, diag.ChangesEqual, diag.MaterialFalse, diag.ReferenceStale},
		of: []diag.Code{diag.LedgerMismatch}, where: inWhole},
}

// spelt are findings about the spelling of a word. What two languages say can differ by it.
var spelt = []diag.Code{diag.WordMisspelt, diag.LettersTyped, diag.Lookalike}

// sideBySide are findings about what the text says here and the other one there, in words.
var sideBySide = []diag.Code{diag.ChangedOtherwise, diag.FiguresDiffer, diag.ForceDiffers, diag.NamesDiffer, diag.SentenceMissing, diag.TermForeign, diag.WordsDiffer}

// changedAlone is the key of the place that says that an edition changed one text alone.
const changedAlone = "changed-alone"

// Unsaid drops the findings that only follow from stronger ones of the list: a slip is told
// once. An error is never dropped for less.
func Unsaid(list diag.List) diag.List {
	at := index(list)
	var out diag.List
	for _, f := range list {
		if at.follows(f) {
			continue
		}
		out = append(out, f)
	}
	return out
}

// indexed is a list of findings by code and place.
type indexed struct {
	list diag.List
	by   map[string][]int
}

func index(list diag.List) *indexed {
	x := &indexed{list, map[string][]int{}}
	for i, f := range list {
		for w := range inWhole + 1 {
			for _, key := range keys(f, w) {
				x.by[key] = append(x.by[key], i)
			}
		}
	}
	return x
}

// keys name the places of a finding.
func keys(f diag.Finding, w where) []string {
	switch w {
	case inFile:
		list := []string{f.Pos.File}
		for _, r := range f.Related {
			list = append(list, r.Pos.File)
		}
		return list
	case inFolder:
		return []string{path.Dir(f.Pos.File)}
	case inWhole:
		return []string{path.Dir(path.Dir(f.Pos.File)) + "/*"}
	}
	list := make([]string, 0, 1+len(f.Related))
	if f.Pos.Line > 0 {
		list = append(list, fmt.Sprintf("%s:%d", f.Pos.File, f.Pos.Line))
	}
	for _, r := range f.Related {
		list = append(list, fmt.Sprintf("%s:%d", r.Pos.File, r.Pos.Line))
	}
	return list
}

// follows reports whether a finding only follows from another one.
func (x *indexed) follows(f diag.Finding) bool {
	for i := range follows {
		r := &follows[i]
		if !slices.Contains(r.codes, f.Code) || r.variants != nil && !slices.Contains(r.variants, f.Variant) {
			continue
		}
		if x.any(f, r.where, func(g diag.Finding) bool {
			return slices.Contains(r.of, g.Code) && (r.says == nil || slices.Contains(r.says, g.Variant))
		}) {
			return true
		}
	}
	if f.Code == diag.ChangedInOneLanguage {
		// A sentence that one text lacks may have been added to the other one.
		return !x.any(f, here, func(g diag.Finding) bool { return g.Code == diag.SentenceMissing }) && x.any(f, here, func(g diag.Finding) bool {
			return slices.ContainsFunc(g.Related, func(r diag.Related) bool { return r.Key == changedAlone })
		})
	}
	return slices.Contains(sideBySide, f.Code) && x.any(f, here, func(g diag.Finding) bool {
		return slices.Contains(spelt, g.Code) && differsBy(f, g)
	})
}

// any reports whether a finding that is not weaker stands near another one.
func (x *indexed) any(f diag.Finding, w where, is func(diag.Finding) bool) bool {
	for _, key := range keys(f, w) {
		for _, i := range x.by[key] {
			if g := x.list[i]; g.Code != f.Code || g.Variant != f.Variant {
				if g.Severity >= f.Severity && is(g) {
					return true
				}
			}
		}
	}
	return false
}

// differsBy reports whether two texts may differ by a word alone that is misspelt in one of
// them: it is named there, or nothing is.
func differsBy(f, g diag.Finding) bool {
	word, _ := g.Args["word"].(string)
	side := "there"
	if f.Pos.File == g.Pos.File {
		side = "here"
	}
	says, _ := f.Args[side].(string)
	return word != "" && (says == "–" || strings.Contains(strings.ToLower(says), strings.ToLower(word)))
}
