package palette_test

import (
	"io/fs"
	"math"
	"regexp"
	"testing"

	"github.com/kelisim/kelisim/internal/palette"
	"github.com/kelisim/kelisim/layouts"
)

func TestContrast(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want float64
	}{{"#000000", "#ffffff", 21}, {"#777777", "#ffffff", 4.48}, {"#ffffff", "#ffffff", 1}, {"#0000ff", "#ffff00", 8}} {
		a, _ := palette.Parse(c.a)
		b, _ := palette.Parse(c.b)
		if got := palette.Contrast(a, b); math.Abs(got-c.want) > 0.005 {
			t.Errorf("%s on %s: %.3f, want %.2f", c.a, c.b, got, c.want)
		}
	}
	for _, s := range []string{"", "#fff", "8a1538", "#8a153g", "#8a15381"} {
		if _, ok := palette.Parse(s); ok {
			t.Errorf("%q is taken for a colour", s)
		}
	}
}

// Every colour has one for the dark scheme that can be read.
func TestOnDark(t *testing.T) {
	for n := range 1 << 12 {
		c := palette.Colour{uint8(n>>8) * 17, uint8(n>>4) & 15 * 17, uint8(n) & 15 * 17}
		if got := c.OnDark().Lowest(palette.Dark); got < palette.Readable {
			t.Fatalf("%s: %.2f", c, got)
		}
	}
}

// The backgrounds are those of the stylesheet, the light scheme first.
func TestBackgrounds(t *testing.T) {
	style, err := fs.ReadFile(layouts.Files(), "style.css")
	if err != nil {
		t.Fatal(err)
	}
	for i, name := range []string{"paper", "wash", "glow"} {
		found := regexp.MustCompile(`--`+name+`: (#[0-9a-f]{6})`).FindAllSubmatch(style, -1)
		if len(found) != 2 || string(found[0][1]) != palette.Light[i].String() || string(found[1][1]) != palette.Dark[i].String() {
			t.Errorf("--%s: %s", name, found)
		}
	}
	for _, name := range []string{"blue", "edge"} {
		found := regexp.MustCompile(`--`+name+`: (#[0-9a-f]{6})`).FindAllSubmatch(style, -1)
		for i, backgrounds := range [][]palette.Colour{palette.Light, palette.Dark} {
			if c, ok := palette.Parse(string(found[i][1])); !ok || c.Lowest(backgrounds) < palette.Readable {
				t.Errorf("--%s %s cannot be read: %.2f", name, c, c.Lowest(backgrounds))
			}
		}
	}
}
