package markdown

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"
)

// pathological are the shapes that make Markdown parsers slow, rebuilt from the
// descriptions of cmark's, by size in bytes.
var pathological = map[string]func(n int) string{
	"nested strong emphasis":       func(n int) string { return rep("*a **a ", n/2) + "b" + rep(" a** a*", n/2) },
	"many emphasis closers":        func(n int) string { return rep("a_ ", n) },
	"many emphasis openers":        func(n int) string { return rep("_a ", n) },
	"many star openers":            func(n int) string { return rep("*a ", n) },
	"many star closers":            func(n int) string { return rep("a* ", n) },
	"many link closers":            func(n int) string { return rep("a]", n) },
	"many link openers":            func(n int) string { return rep("[a", n) },
	"mismatched openers, closers":  func(n int) string { return rep("*a_ ", n) },
	"openers, closers of three":    func(n int) string { return "a" + rep("**b", n/2) + rep("c* ", n/2) },
	"link openers and emphasis":    func(n int) string { return rep("[ a_", n) },
	"hard link and emphasis":       func(n int) string { return rep("**x [a*b**c*](d) ", n) },
	"nested brackets":              func(n int) string { return rep("[", n/2) + "a" + rep("]", n/2) },
	"nested links":                 func(n int) string { return rep("[a](b ", n/2) + rep(")", n/2) },
	"nested images":                func(n int) string { return rep("![[]()", n) },
	"bracket pairs":                func(n int) string { return rep("[a](", n) },
	"reference-like brackets":      func(n int) string { return rep("[a][b] ", n) },
	"shortcut brackets":            func(n int) string { return rep("[a] ", n) },
	"nested quotes":                func(n int) string { return rep("> ", n) + "a" },
	"nested quotes, no space":      func(n int) string { return rep(">", n) + "a" },
	"quotes on many lines":         func(n int) string { return rep("> > > > > > > > a\n", n) },
	"nested lists":                 func(n int) string { return steps(n, "* a\n", "  ") },
	"list marks on one line":       func(n int) string { return rep("- ", n) + "a" },
	"nested list, blank lines":     func(n int) string { return rep("* ", 8) + "a\n" + rep("\n", n) },
	"nested list, spaced blanks":   func(n int) string { return rep("* ", 8) + "a\n" + rep("                \n", n) },
	"list items after blank lines": func(n int) string { return rep("* * * * a\n\n\n", n) },
	"lists 15 deep, blank lines":   func(n int) string { return rep(rep("- ", 30)+"a\n\n", n) },
	"deep indentation":             func(n int) string { return rep("- a\n"+strings.Repeat(" ", 90)+"b\n\n", n) },
	"deep list, lazy lines":        func(n int) string { return rep("- ", 30) + "a\n" + rep("b\n", n) },
	"quote, lazy lines":            func(n int) string { return rep("> ", 30) + "a\n" + rep("b\n", n) },
	"quotes and lists":             func(n int) string { return rep("> * > * > * > * a\n\n", n) },
	"alternating list marks":       func(n int) string { return rep("- a\n* b\n", n) },
	"empty items":                  func(n int) string { return rep("-\n", n) },
	"backticks of all lengths":     func(n int) string { return backticks(n) },
	"unclosed backticks":           func(n int) string { return rep("a `` b ``` c ` \n", n) + "````" },
	"many backticks":               func(n int) string { return rep("`a", n) + "``" },
	"long run of underscores":      func(n int) string { return rep("_", n) },
	"long run of stars":            func(n int) string { return "a" + rep("*", n) + "b" },
	"underscores and spaces":       func(n int) string { return rep("_ ", n) },
	"many angle brackets":          func(n int) string { return rep("<", n) },
	"open tags":                    func(n int) string { return rep("<a ", n) },
	"tags":                         func(n int) string { return rep("<b>", n) },
	"unclosed comments":            func(n int) string { return rep("<!-- a ", n) },
	"unclosed instructions":        func(n int) string { return rep("<?", n) },
	"unclosed declarations":        func(n int) string { return rep("<!A ", n) },
	"unclosed CDATA":               func(n int) string { return rep("<![CDATA[", n) },
	"unclosed autolinks":           func(n int) string { return rep("<https://a", n) },
	"e-mail starts":                func(n int) string { return rep("<a@b.", n) },
	"long e-mail":                  func(n int) string { return "<" + rep("a", n) + "@" },
	"entities":                     func(n int) string { return rep("&lt;", n) },
	"entity starts":                func(n int) string { return rep("&", n) },
	"backslashes":                  func(n int) string { return rep("\\", n) },
	"exclamation marks":            func(n int) string { return rep("!", n) },
	"link destinations":            func(n int) string { return rep("[a](<b", n) },
	"link titles":                  func(n int) string { return rep("[a](b \"", n) },
	"parentheses in destinations":  func(n int) string { return "[a](" + rep("(", n) },
	"table, many columns":          func(n int) string { return rep("|a", n/3) + "|\n" + rep("|-", n/3) + "|\n" + rep("|b", n/3) + "|" },
	"table, many rows":             func(n int) string { return "|a|b|\n|-|-|\n" + rep("|c|d|\n", n) },
	"table, missing cells":         func(n int) string { return rep("|a", 12) + "|\n" + rep("|-", 12) + "|\n" + rep("|\n", n) },
	"table, escaped pipes in code": func(n int) string { return "|a|b|\n|-|-|\n" + rep("|`\\|\\|\\|`|`\\|`|\n", n) },
	"table, wide, empty rows":      func(n int) string { return rep("|a", n/4) + "|\n" + rep("|-", n/4) + "|\n" + rep("|\n", n/2) },
	"small tables, empty rows": func(n int) string {
		return rep(strings.Repeat("|a", 12)+"|\n"+strings.Repeat("|-", 12)+"|\n"+strings.Repeat("|\n", 150)+"\n", n)
	},
	"table rows, no delimiter":    func(n int) string { return rep("|a|b|\n", n) },
	"many tables":                 func(n int) string { return rep("|a|\n|-|\n", n) },
	"delimiter rows":              func(n int) string { return rep(":-|-:\n", n) },
	"setext-like lines":           func(n int) string { return rep("a\n---\n", n) },
	"rules":                       func(n int) string { return rep("* * *\n", n) },
	"long rules":                  func(n int) string { return rep("- ", n) },
	"headings":                    func(n int) string { return rep("# a\n", n) },
	"number signs":                func(n int) string { return "# a " + rep("#", n) },
	"fences":                      func(n int) string { return rep("```\na\n", n) },
	"unclosed fences in lists":    func(n int) string { return rep("- ```\n", n) },
	"fence of backticks":          func(n int) string { return rep("`", n) },
	"tildes":                      func(n int) string { return rep("~~~ a\n", n) },
	"definitions":                 func(n int) string { return rep("[a]: b\n", n) },
	"unfinished definitions":      func(n int) string { return rep("[a]:\n", n) },
	"footnotes":                   func(n int) string { return rep("[^1]: a\n", n) },
	"hard breaks":                 func(n int) string { return rep("a\\\n", n) },
	"blank lines":                 func(n int) string { return "a" + rep("\n", n) + "b" },
	"tabs":                        func(n int) string { return rep("\t", n) + "a" },
	"tabs in lists":               func(n int) string { return rep("-\ta\n\t", n) },
	"clauses on adjacent lines":   func(n int) string { return adjacent(n) },
	"ambiguous labels":            func(n int) string { return rep("5) a\n", n) },
	"the same label":              func(n int) string { return rep("5) a\n\n", n) },
	"digits":                      func(n int) string { return rep("1", n) },
	"dotted digits":               func(n int) string { return rep("1.", n) },
	"hyphened digits":             func(n int) string { return rep("1-", n) },
	"Kazakh references":           func(n int) string { return "1. а\n\n" + rep("1-тармақта ", n) },
	"Kazakh lists of references":  func(n int) string { return "1. а\n\n" + rep("1, ", n) + "1-тармақтарда" },
	"Kazakh chains":               func(n int) string { return "1. а\n\n" + rep("1-тармақ, ", n) },
	"Russian references":          func(n int) string { return "1. а\n\n" + rep("пункт 1 ", n) },
	"Russian lists of references": func(n int) string { return "1. а\n\nпункты " + rep("1, ", n) },
	"Russian chains":              func(n int) string { return "1. а\n\n" + rep("пункт 1 и ", n) },
	"references in styles":        func(n int) string { return "1. а\n\n" + rep("п. *1* ", n) },
	"one long word":               func(n int) string { return rep("а", n) },
	"combining marks":             func(n int) string { return "а" + rep("\u0306", n) },
	"marks out of order":          func(n int) string { return "а" + rep("\u0301\u0323", n) },
	"no-break spaces":             func(n int) string { return rep("\u00a0", n) + "а" },
}

// rep repeats s to about n bytes.
func rep(s string, n int) string { return strings.Repeat(s, max(1, n/len(s))) }

// wrapped is s with lines of at most 1,000 bytes, so that no limit of a line protects.
func wrapped(s string, n int, between string) string {
	var b strings.Builder
	for len(s) > n {
		at := n
		for at > 0 && s[at]&0xC0 == 0x80 {
			at--
		}
		b.WriteString(s[:at] + between)
		s = s[at:]
	}
	return b.String() + s
}

// justUnder is the longest block of a shape that the limits let through, up to size.
func justUnder(shape func(int) string, size int) string {
	for n := min(size, maxParagraph) * 9 / 10; ; n = n * 4 / 5 {
		block := wrapped(shape(n), maxLine*9/10, "\n")
		if _, ok := read(source(block)); ok || n < 100 {
			return block
		}
	}
}

func steps(n int, line, indent string) string {
	var b strings.Builder
	for i := 0; b.Len() < n; i++ {
		b.WriteString(strings.Repeat(indent, i) + line)
	}
	return b.String()
}

func backticks(n int) string {
	var b strings.Builder
	for i := 1; b.Len() < n; i++ {
		b.WriteString("e" + strings.Repeat("`", i))
	}
	return b.String()
}

func adjacent(n int) string {
	var b strings.Builder
	for i := 1; b.Len() < n; i++ {
		fmt.Fprintf(&b, "%d. a\n", i%999+1)
	}
	return b.String()
}

// TestPathological: no input hangs Parse; one minute for 20 KB is far beyond any
// noise and far below what a parser without limits takes. Run it with -v and
// KELISIM_PATHOLOGICAL=1000000 for the numbers: 2 seconds a megabyte is the
// promise, ten times that fails.
func TestPathological(t *testing.T) {
	size, measured := size()
	slowest, name := time.Duration(0), ""
	for shape, text := range pathological {
		whole := text(size)
		forms := map[string]string{
			"":                    whole,
			" just under limits":  rep(justUnder(text, size)+"\n\n", size),
			" in pieces of 1,000": rep(text(1000)+"\n\n", size),
		}
		if size > 20_000 {
			forms[" in pieces of 9,000"] = rep(text(9000)+"\n\n", size)
			forms[" in lines of 1,000"] = wrapped(whole, 1000, "\n")
			forms[" in blocks of 20,000"] = wrapped(wrapped(whole, 20_000, "\n\n"), 5000, "\n")
		}
		for form, body := range forms {
			promise := max(2*time.Second*time.Duration(len(body))/1_000_000, 100*time.Millisecond)
			took := parseTime(t, shape+form, body)
			for tries := 1; tries < 3 && took > promise; tries++ {
				took = min(took, parseTime(t, shape+form, body))
			}
			if measured && took > 10*promise {
				t.Errorf("%s%s: %v for %d bytes", shape, form, took, len(body))
			}
			if took > slowest {
				slowest, name = took, shape+form
			}
			if took > promise/2 {
				t.Logf("%s%s: %v a megabyte", shape, form, took*1_000_000/time.Duration(len(body)))
			}
		}
	}
	t.Logf("slowest: %s, %v for %d bytes", name, slowest, size)
}

// parseTime is how long Parse takes; a text that hangs it ends the test.
func parseTime(t *testing.T, name, body string) time.Duration {
	took := make(chan time.Duration, 1)
	go func() {
		start := time.Now()
		Parse(source(body))
		took <- time.Since(start)
	}()
	select {
	case d := <-took:
		return d
	case <-time.After(time.Minute):
		t.Fatalf("%s: not done after a minute (%d bytes)", name, len(body))
		return 0
	}
}

// size is how many bytes the shapes have; KELISIM_PATHOLOGICAL sets it.
func size() (n int, measured bool) {
	if n, err := strconv.Atoi(os.Getenv("KELISIM_PATHOLOGICAL")); err == nil {
		return n, true
	}
	return 20_000, false
}

// TestLimits: each limit refuses what is over it and lets through what is not;
// the text is shown as its source then, letter for letter.
func TestLimits(t *testing.T) {
	line := strings.Repeat("а", 70) + "\n"
	for code, at := range map[string]func(over int) string{
		"limit-line":  func(over int) string { return strings.Repeat("а", maxLine+over) },
		"limit-depth": func(over int) string { return strings.Repeat("> ", maxDepth+over) + "а" },
		"limit-marks": func(over int) string {
			return strings.Repeat("[ ", maxMarks/2) + "\n" + strings.Repeat("] ", maxMarks/2+over)
		},
		"limit-paragraph": func(over int) string { return strings.Repeat(line, maxParagraph/(len(line)-1)+over) },
		"limit-blank":     func(over int) string { return "а" + strings.Repeat("\n", 1+maxBlank+over) + "б" },
		"limit-columns": func(over int) string {
			return strings.Repeat("|а", maxColumns+over) + "|\n" + strings.Repeat("|-", maxColumns+over) + "|\n"
		},
	} {
		for over := range 2 {
			body := at(over)
			units, found := parse(body)
			if over == 0 && len(found) > 0 || over == 1 && (len(found) != 1 || found[0].Code.String() != code || !units[1].Verbatim) {
				t.Errorf("%s: %d over: got %v", code, over, found)
			}
			if err := laws(source(body)); err != nil {
				t.Errorf("%s: %v", code, err)
			}
		}
	}
	for body, code := range map[string]string{
		strings.Repeat(" ", maxIndent+1) + "а":    "limit-depth",
		strings.Repeat(line, MaxSize/len(line)+1): "limit-size",
	} {
		if _, found := parse(body); len(found) != 1 || found[0].Code.String() != code {
			t.Errorf("got %v, want %s", found, code)
		}
	}
}

// A text of very many small units costs on every page of its document; it is shown as
// typed, and the finding stands at the first unit that is too many.
func TestLimitParts(t *testing.T) {
	for name, block := range map[string]string{"paragraphs": "а\n\n", "headings": "# а\n\n", "items": "- а\n"} {
		units, found := parse(strings.Repeat(block, maxParts))
		if len(found) > 0 || len(units) != maxParts+1 {
			t.Errorf("%s: %d of the limit give %d units and %v", name, maxParts, len(units), found[:min(3, len(found))])
		}
		units, found = parse(strings.Repeat(block, maxParts+1))
		line := 1 + maxParts*strings.Count(block, "\n")
		if len(units) != 2 || !units[1].Verbatim || len(found) != 1 || found[0].Code.String() != "limit-parts" || found[0].Pos.Line != line {
			t.Errorf("%s: one more gives %d units and %v, want one finding in line %d", name, len(units), found[:min(3, len(found))], line)
		}
		recorded := source(strings.Repeat(block, maxParts+1))
		recorded.Recorded = true
		if units, found := Parse(recorded); len(found) > 0 || len(units) != maxParts+2 {
			t.Errorf("%s: recorded they give %d units and %v", name, len(units), found[:min(3, len(found))])
		}
	}
}
