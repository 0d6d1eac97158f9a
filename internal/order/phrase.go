package order

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/regex"
)

// phrases reads instructions on words: one, or several that a sentence joins. If it
// reads none, missing may be the unit that is not there.
func (r *reader) phrases(f *forms, said saying) (list []Instruction, missing *unfound) {
	if !strings.ContainsAny(said.text, openingMarks) {
		return nil, nil
	}
	if list, missing = r.phrase(f, said); list != nil {
		return list, nil
	}
	// «слова «а» заменить словами «б», слова «в» исключить»
	for _, m := range betweenParts.FindAllStringIndex(said.text, -1) {
		first, u := r.phrase(f, said.part(said.text[:m[0]+utf8.RuneLen(firstRune(said.text[m[0]:]))]))
		if first == nil {
			if missing == nil {
				missing = u
			}
			continue
		}
		spoken, leans := r.spoken, r.leans
		r.spoken, r.leans = &first[0], true
		rest, _ := r.phrases(f, said.part(said.text[m[1]:]))
		r.spoken, r.leans = spoken, leans
		if rest != nil && first[0].Target == first[len(first)-1].Target {
			return append(first, rest...), nil
		}
	}
	return nil, missing
}

// betweenParts may part two instructions of one sentence.
var betweenParts = regex.Of(`["”“»\pL][,;]\s+`)

// phrase reads an instruction on words, in all of the text, in the clauses that it
// names or in the one that was named before.
func (r *reader) phrase(f *forms, said saying) (list []Instruction, missing *unfound) {
	for _, x := range f.whole {
		if m := x.find(said); m != nil {
			if list, ok := f.onWords(x, m); ok {
				return throughout(list), nil
			}
		}
	}
	for k, x := range f.phrases {
		if !x.mayFit(said) {
			continue
		}
		if m := x.find(said); m != nil {
			list, ok := f.onWords(x, m)
			place, within := x.values(m)["where"]
			switch {
			case ok && within:
				if list, u := r.placed(f, list, place); list != nil {
					return list, nil
				} else if missing == nil {
					missing = u
				}
			case ok && r.throughout() && list[0].Verb != AddWords:
				return throughout(list), nil
			case ok:
				if here := r.here(); here != nil {
					return aimed(list, here), nil
				}
			}
		}
		for _, way := range f.inside[k] {
			m := way.find(said)
			if m == nil {
				continue
			}
			list, ok := f.onWords(x, m[1:])
			if !ok {
				continue
			}
			refs, ok, u := r.resolveAll(f, m[0])
			if ok {
				return aimed(often(list, way.often), refs), nil
			}
			if missing == nil && f.names.words.names(m[0]) {
				missing = u
			}
		}
	}
	return nil, missing
}

// placed are instructions on words in the place that the words of one say: «слово «А»
// по всему тексту заменить …», «слово «А» в пункте 3 заменить …».
func (r *reader) placed(f *forms, list []Instruction, place string) (out []Instruction, missing *unfound) {
	said := newSaying(strings.TrimSpace(place))
	for _, x := range f.where {
		args, ok := x.match(said)
		if !ok {
			continue
		}
		name, named := args["unit"]
		if !named {
			if list[0].Verb != AddWords {
				return throughout(list), nil
			}
			continue
		}
		refs, ok, u := r.resolveAll(f, name)
		if ok {
			return aimed(often(list, x.often), refs), nil
		}
		if missing == nil && f.names.words.names(name) {
			missing = u
		}
	}
	return nil, missing
}

// often are instructions on words, wherever these stand if so is said.
func often(list []Instruction, so bool) []Instruction {
	for k := range list {
		list[k].Often = (so || list[k].Forms) && list[k].Verb != AddWords
	}
	return list
}

// aimed are instructions on words in each of some clauses.
func aimed(list []Instruction, refs []Ref) (out []Instruction) {
	for _, ref := range refs {
		for _, in := range list {
			in.Target = ref
			out = append(out, in)
		}
	}
	return out
}

// throughout is the instruction that replaces words in all of the text, or excludes them.
func throughout(list []Instruction) []Instruction {
	all := Instruction{Verb: Everywhere, Forms: list[0].Forms, Behind: list[0].Behind}
	for _, in := range list {
		if in.Verb != ExcludeWords {
			all.Words = append(all.Words, in.Words...)
			continue
		}
		for _, old := range betweenQuotes.Split(in.Words[0].Old, -1) { // «слова «а», «б» исключить»
			all.Words = append(all.Words, Words{old, ""})
		}
	}
	return []Instruction{all}
}

// onWords is a phrase whose groups are values: an instruction for each of its words.
// ok is false if what it quotes holds another instruction.
func (f *forms) onWords(x form, values []string) ([]Instruction, bool) {
	args := x.values(values)
	old, new := strings.TrimSpace(args["old"]), strings.TrimSpace(args["new"])
	if x.key == "order.words.swap" {
		two := unquote(old)
		if len(two) != 2 {
			return nil, false
		}
		return []Instruction{{Verb: ReplaceWords, Words: []Words{{two[0], two[1]}, {two[1], two[0]}}}}, true
	}
	if x.key == "order.words.append" && f.isFootnote(args["by"], new) {
		return nil, false
	}
	olds, news := unquote("«"+old+"»"), unquote("«"+new+"»")
	if x.key == "order.words.each" {
		olds, news = unquote(old), unquote(new)
	}
	pairs := x.key == "order.words.replace" && len(olds) > 1 && len(olds) == len(news) && whollyQuoted(olds) && whollyQuoted(news) // nobody said «соответственно»
	if x.key != "order.words.each" && !pairs {
		behind := strings.TrimSpace(args["behind"])
		for _, quoted := range []string{"«" + old + "»", "«" + new + "»", "«" + behind + "»"} {
			if f.several.MatchString(quoted) || f.commanded(quoted) {
				return nil, false
			}
		}
		forms := x.key == "order.words.forms"
		return []Instruction{{Verb: verbs[x.key], Words: []Words{{old, new}}, Behind: behind, Before: x.key == "order.words.before", Forms: forms, Often: forms}}, true
	}
	if len(olds) != len(news) {
		return nil, false
	}
	var list []Instruction
	for k := range olds {
		list = append(list, Instruction{Verb: ReplaceWords, Words: []Words{{olds[k], news[k]}}})
	}
	return list, true
}

var betweenQuotes = regex.Of(`["”“»](?:,|\s+\pL+)\s+["“„«]`)

// whollyQuoted reports whether each part of a list of quotations has both marks of the quotations in it.
func whollyQuoted(list []string) bool {
	return !slices.ContainsFunc(list, func(s string) bool {
		return s == "" || strings.Count(s, "«") != strings.Count(s, "»") || strings.Count(s, "“") != strings.Count(s, "”") || strings.Count(s, `"`)%2 == 1
	})
}

// unquote parts a list of quotations.
func unquote(list string) []string {
	list = strings.TrimSpace(list)
	list = list[len(string(firstRune(list))) : len(list)-len(string(lastRune(list)))]
	return betweenQuotes.Split(list, -1)
}
