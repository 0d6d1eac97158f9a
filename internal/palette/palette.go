// Package palette knows on what the words of pages stand, and whether a colour can be
// read there: WCAG 2.2, success criterion 1.4.3.
package palette

import (
	"fmt"
	"math"
	"strconv"
)

// Colour is an sRGB colour.
type Colour [3]uint8

// Readable is the least contrast of words that WCAG asks for at level AA.
const Readable = 4.5

// Light and Dark are the backgrounds of pages in both schemes: --paper, --wash and --glow of
// layouts/style.css.
var (
	Light = []Colour{{0xfd, 0xfc, 0xf9}, {0xf1, 0xf4, 0xf5}, {0xfd, 0xf5, 0xe0}}
	Dark  = []Colour{{0x12, 0x17, 0x1c}, {0x1b, 0x23, 0x2a}, {0x2a, 0x24, 0x15}}
)

// Parse reads a colour as style sheets write it: #8a1538.
func Parse(s string) (c Colour, ok bool) {
	if len(s) != 7 || s[0] != '#' {
		return c, false
	}
	n, err := strconv.ParseUint(s[1:], 16, 32)
	return Colour{uint8(n >> 16), uint8(n >> 8), uint8(n)}, err == nil
}

// String writes a colour as Parse reads it.
func (c Colour) String() string { return fmt.Sprintf("#%02x%02x%02x", c[0], c[1], c[2]) }

// Contrast is the ratio of two colours' luminances, from 1 to 21.
func Contrast(a, b Colour) float64 {
	x, y := a.luminance(), b.luminance()
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// luminance is the relative luminance by WCAG's definition.
func (c Colour) luminance() float64 {
	weights, sum := [3]float64{0.2126, 0.7152, 0.0722}, 0.0
	for i, v := range c {
		x := float64(v) / 255
		if x <= 0.04045 {
			x /= 12.92
		} else {
			x = math.Pow((x+0.055)/1.055, 2.4)
		}
		sum += weights[i] * x
	}
	return sum
}

// Lowest is the contrast of a colour with the background on which it is read worst.
func (c Colour) Lowest(backgrounds []Colour) float64 {
	least := 21.0
	for _, b := range backgrounds {
		least = min(least, Contrast(c, b))
	}
	return least
}

// OnDark is the colour for the dark scheme: as little lighter as makes it readable there.
func (c Colour) OnDark() Colour {
	for white := 0; ; white += 5 {
		var tint Colour
		for i, v := range c {
			tint[i] = uint8((int(v)*(100-white) + 255*white) / 100)
		}
		if white == 100 || tint.Lowest(Dark) >= Readable {
			return tint
		}
	}
}
