// Package check holds the rules that judge content beyond its form: what an
// edition must have, where languages differ, where links lead, what an author
// most likely did not mean.
//
// A rule is one function in a file of its own, listed below. It looks at one
// edition with its texts, at what changed since the edition before, or at the
// whole site, and reports findings of the severity that they have in a draft.
// The caller lowers those about published editions, because nobody can mend a
// published text. What a rule can only suspect is a warning.
package check

import (
	"bytes"
	"iter"
	"time"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/redline"
)

// Edition is what the rules about one edition look at. The texts have their units.
type Edition struct {
	Document *legal.Document
	Edition  *legal.Edition
	First    bool // of its document
	// Compared is set if CheckChange judges the edition, too.
	Compared bool
	// Refused are the names in the edition's folder that are not read, and had a
	// finding: a text that hides there is not missing.
	Refused []string
	Site    *legal.Site // nil: the defaults
	// Draft is set if the ledger does not record the edition.
	Draft bool
	// AsOf is the instant at which a draft is judged; zero: whenever.
	AsOf time.Time
	// Languages are those of the texts; nil: nothing that depends on one is judged.
	Languages *language.Set
	// Facts, if not nil, takes what the rules of the site want to know of each
	// text, by its path.
	Facts map[string]*Facts

	found diag.List
	read  [][]passage // of each text
	alien []bool      // by text: it is in another language, which has its finding
	told  map[spot]bool
	facts map[fact]int // findings about facts that several texts get wrong alike
}

// spot is where a word begins whose spelling has a finding.
type spot struct {
	p  *passage
	at int
}

// tell reports whether the spelling of the word at a place has no finding yet, and notes
// that it has.
func (e *Edition) tell(p *passage, at int) bool {
	if e.told[spot{p, at}] {
		return false
	}
	e.told[spot{p, at}] = true
	return true
}

// editionRules judge one edition each.
var editionRules = []func(*Edition){
	languagesRule,
	requiredRule,
	structureRule,
	filesRule,
	zeroRule,
	labelFormRule,
	numbersRule,
	purposesRule,
	emptyRule,
	tongueRule,
	pairsRule,
	strayRule,
	calendarRule, // a month that is misspelt in a date is no other word
	lettersRule,
	danglingRule,
	itselfRule,
	proseDatesRule,
	approvalRule,
	farRule,
	repeatedActRule,
	countedFormRule,
	conditionRule,
	numeralsRule,
	totalsRule,
	tableTotalsRule,
	twiceRule,
	contradictionRule,
	severedRule,
	misspeltRule,
	spellingRule,
	agreementRule,
	describedRule,
	governmentRule,
	commaRule,
	conditionCommaRule,
	relativeRule,
	coupledRule,
	predicateRule,
	infinitiveRule,
	personRule,
	withRule,
	neitherRule,
	hyphenRule,
	headlessRule,
	lostRule,
	joinedNounsRule,
	strangeRule,
	endRule,
	typingRule,
	ownNameRule,
	itemsRule,
	noticeRule,
	lookalikeRule,
	digitsRule,
	marksRule,
	bulletsRule,
	tabsRule,
	typedMarksRule,
	balanceRule,
	spacesRule,
	addressesRule,
	termsRule,
	rolesRule,
	undefinedRule,
	formsRule,
	checkDigitRule,
	requisitesRule,
	timesRule,
	lawsRule,
	unitsRule,
	placeholderRule,
	summaryRule,
	expiresRule,
	factsRule,
}

// CheckEdition runs the rules about one edition.
func CheckEdition(e Edition) diag.List {
	e.open()
	for _, rule := range editionRules {
		rule(&e)
	}
	return e.found
}

// GatherFacts fills e.Facts as CheckEdition does, and runs no other rule: it finds nothing.
func GatherFacts(e Edition) diag.List {
	e.open()
	factsRule(&e)
	return e.found
}

// open reads the texts.
func (e *Edition) open() {
	if e.Site == nil {
		e.Site = &legal.Site{Zone: time.UTC}
	}
	e.told = map[spot]bool{}
	e.read, e.alien = make([][]passage, len(e.Edition.Texts)), make([]bool, len(e.Edition.Texts))
	for i, t := range e.Edition.Texts {
		if t.Positions == nil && t.Body == 0 && bytes.HasPrefix(t.Source, []byte("---")) {
			continue // its front matter has no end, so nobody knows what is wording
		}
		e.read[i] = passages(e.Languages.Of(string(t.Lang)), t)
	}
}

// native gives the passages of the texts that are in their own language, if that has what a
// rule judges by.
func (e *Edition) native(judged func(*language.Language) bool) iter.Seq[*passage] {
	return func(yield func(*passage) bool) {
		for k, t := range e.Edition.Texts {
			if e.alien[k] || !judged(e.Languages.Of(string(t.Lang))) {
				continue
			}
			for j := range e.read[k] {
				if !yield(&e.read[k][j]) {
					return
				}
			}
		}
	}
}

// Change is what the rules about the change from one edition to the next look
// at. They judge drafts: in a published text nobody can mend what changed.
type Change struct {
	Document *legal.Document
	Edition  *legal.Edition
	// Before has by language the text with which the edition's is compared, with
	// its units; it may stand in another edition than that of another language.
	Before map[legal.Lang]*legal.Text
	// Compare returns the redline of two texts; nil: it is made of their units.
	Compare func(old, new *legal.Text) *redline.Redline
	// Languages are those of the texts; nil: nothing that depends on one is judged.
	Languages *language.Set

	found diag.List
	lines map[legal.Lang]*redline.Redline
	read  map[legal.Lang][]passage
	was   map[legal.Lang][]passage // of the texts before, see readBefore
	// swapped are the anchors of clauses that are another one's in one text.
	swapped map[string]bool
}

// changeRules judge what changed.
var changeRules = []func(*Change){
	swapRule,
	changedPairsRule,
	oneLanguageRule,
	sameChangeRule,
	namedRule,
	unnamedRule,
	sameApprovalRule,
	earlierApprovalRule,
	summaryFiguresRule,
	directionRule,
	materialRule,
	staleRule,
	sameSummaryRule,
	reasonsRule,
}

// CheckChange runs the rules about what changed since the edition before.
func CheckChange(c Change) diag.List {
	if c.Compare == nil {
		c.Compare = func(old, new *legal.Text) *redline.Redline {
			return redline.Compare(c.Languages.Of(string(new.Lang)), old.Units, new.Units)
		}
	}
	c.lines, c.read, c.was, c.swapped = map[legal.Lang]*redline.Redline{}, map[legal.Lang][]passage{}, map[legal.Lang][]passage{}, map[string]bool{}
	for _, t := range c.Edition.Texts {
		if old := c.Before[t.Lang]; old != nil && !unreadable(t) && !unreadable(old) {
			c.lines[t.Lang] = c.Compare(old, t)
		}
		c.read[t.Lang] = passages(c.Languages.Of(string(t.Lang)), t)
	}
	for _, rule := range changeRules {
		rule(&c)
	}
	return c.found
}

// readBefore are the passages of the text with which one is compared.
func (c *Change) readBefore(lang legal.Lang) []passage {
	read, ok := c.was[lang]
	if !ok {
		read = passages(c.Languages.Of(string(lang)), c.Before[lang])
		c.was[lang] = read
	}
	return read
}

// Site is what the rules about the whole site look at. The texts have their
// index, but not necessarily their units.
type Site struct {
	Site      *legal.Site
	Documents []*legal.Document
	// Published reports whether the ledger records an edition; nil: none.
	Published func(document, edition string) bool
	Facts     map[string]*Facts // by path of the text
	// Languages are those of the texts; nil: nothing that depends on one is judged.
	Languages *language.Set
	found     diag.List
}

// siteRules judge the site as a whole.
var siteRules = []func(*Site){
	relationsRule,
	kindRule,
	copiedRule,
	incorporatedRule,
	abbreviationRule,
	selfNameRule,
	consentRule,
	annexRule,
	annexNumberRule,
	annexDraftRule,
	annexApartRule,
	severityRule,
}

// CheckSite runs the rules about the whole site.
func CheckSite(s Site) diag.List {
	for _, rule := range siteRules {
		rule(&s)
	}
	return s.found
}

func (s *Site) document(id string) *legal.Document {
	for _, d := range s.Documents {
		if d.ID == id {
			return d
		}
	}
	return nil
}

// warn adds a warning with a variant.
func warn(l *diag.List, code diag.Code, variant string, pos diag.Pos, args diag.Args) *diag.Finding {
	return l.AddVariant(code, variant, pos, args)
}
