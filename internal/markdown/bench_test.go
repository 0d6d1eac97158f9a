package markdown

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
)

// kazakh is a text of about n bytes as they are written: chapters, clauses,
// lettered lists, references, now and then a table, a link and bold words.
func kazakh(n int) string {
	var b strings.Builder
	for i := 1; b.Len() < n; i++ {
		fmt.Fprintf(&b, "## %d. Пайдаланушының жеке деректері\n\n", i)
		for j := 1; j <= 4; j++ {
			fmt.Fprintf(&b, "%d.%d. Осы Келісімді жасаса отырып және осы Келісімнің %d.1-тармағына сәйкес дербес\nдеректерді ұсына келіп, **Пайдаланушы** Мекеменің жеке деректерді жинауға және өңдеуге\n(жүйелеуді, жинақтауды, сақтауды) келісе алады:\n1) тіркелу кезінде нақты, толық және сенімді ақпарат беруге;\n2) [құпиялық саясатына](doc:privacy-policy) сәйкес өз деректерін жаңартуға.\n\n", i, j, i)
		}
		if i%3 == 0 {
			b.WriteString("| № | Деректер | Мерзімі |\n|---|---|---|\n| 1 | Тегі, аты, әкесінің аты | 3 жыл |\n| 2 | Телефон нөмірі | 1 жыл |\n\n")
		}
	}
	return b.String()
}

// BenchmarkParse stands beside goldmark's own conversion of the same bytes.
func BenchmarkParse(b *testing.B) {
	text := kazakh(10_000)
	in := source(text)
	if _, found := Parse(in); len(found) > 0 {
		b.Fatal(found)
	}
	b.Run("units", func(b *testing.B) {
		b.ReportAllocs()
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			Parse(in)
		}
	})
	b.Run("goldmark", func(b *testing.B) {
		b.ReportAllocs()
		b.SetBytes(int64(len(text)))
		md := goldmark.New(goldmark.WithExtensions(extension.Table))
		var out bytes.Buffer
		for b.Loop() {
			out.Reset()
			if err := md.Convert(in.Source, &out); err != nil {
				b.Fatal(err)
			}
		}
	})
}
