package source

import (
	"slices"
	"strconv"

	"go.yaml.in/yaml/v4"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
)

// offices reads which offices must agree to a draft before it is published, by the
// kind of its document: all of a list, or at least some of it.
//
//	offices:
//	  agreement: [Юридический департамент, Департамент ИТ]
//	  consent: { of: [Юридический департамент, Департамент ИТ, Служба безопасности], least: 2 }
func (l *loader) offices(o *object, s *legal.Site) {
	sub := o.object("offices")
	if sub == nil {
		return
	}
	var kinds []string
	for _, k := range legal.Kinds {
		kinds = append(kinds, string(k))
	}
	sub.expect(kinds...)
	s.Offices = map[legal.Kind]legal.Offices{}
	for _, kind := range legal.Kinds {
		n, ok := sub.fields[string(kind)]
		if !ok || isNull(n) {
			continue
		}
		list, key := sub, string(kind)
		if n.Kind == yaml.MappingNode {
			list, key = sub.object(string(kind)), "of"
			list.expect("of", "least")
		}
		var demand legal.Offices
		for _, it := range list.list(key) {
			if name := clean(it.value); !slices.Contains(demand.Of, name) {
				demand.Of = append(demand.Of, name)
			}
		}
		demand.Least = len(demand.Of)
		if key == "of" && list.says("least") {
			least, err := strconv.Atoi(list.text("least"))
			if err != nil || least < 1 || least > len(demand.Of) {
				l.found.AddVariant(diag.ValueType, "number", list.pos("least"), diag.Args{"key": "least"})
				least = len(demand.Of)
			}
			demand.Least = least
		}
		s.Offices[kind] = demand
	}
}
