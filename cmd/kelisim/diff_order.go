package main

import (
	"slices"

	"github.com/kelisim/kelisim/internal/order"
	"github.com/kelisim/kelisim/internal/redline"
)

// orderLanguages are those in which orders are said.
var orderLanguages = []string{"kk", "ru"}

// order writes the amending order, which has proved itself: in the language of
// the texts, else in the caller's.
func (c *diffCommand) order(pair diffPair, r *redline.Redline) error {
	lang := c.msg.Lang()
	if pair.language != nil && slices.Contains(orderLanguages, pair.language.Code) {
		lang = pair.language.Code
	}
	if pair.new.Lang != "" {
		lang = string(pair.new.Lang)
	}
	if !slices.Contains(orderLanguages, lang) {
		return usageError{c.t("order.language", "language", lang)}
	}
	p, err := c.catalog.Printer(lang)
	if err != nil {
		return err
	}
	o, err := order.Make(p, r, pair.old, pair.new, pair.language)
	if err != nil {
		return err
	}
	text, err := order.Text(p, o, pair.old)
	if err == nil {
		_, err = c.out.Write(text)
	}
	return err
}
