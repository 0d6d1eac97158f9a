package docx

import (
	"fmt"
	"strings"
)

// A4 in twentieths of a point, and the margins beside the text.
const (
	shortSide, longSide = 11906, 16838
	sideMargins         = 1701 + 850
)

func pageWidth(landscape bool) int {
	if landscape {
		return longSide
	}
	return shortSide
}

// Bullet is the ID of the list of bullets in files that Write makes.
const Bullet = "1"

// Rule is the style of an empty paragraph with a line below it: a rule.
const Rule = "kelisim rule"

// styleIDs are the styles of paragraphs that Write knows, by name.
var styleIDs = map[string]string{
	"title": "Title", "heading 1": "Heading1", "heading 2": "Heading2", "heading 3": "Heading3", "heading 4": "Heading4",
	"heading 5": "Heading5", "heading 6": "Heading6", "list bullet": "ListBullet", "list continue": "ListContinue",
	"quote": "Quote", "html preformatted": "HTMLPreformatted", Rule: "KelisimRule",
}

type part struct{ name, data string }

const (
	xmlHead  = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	wordNS   = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	officeNS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	packNS   = "http://schemas.openxmlformats.org/package/2006/"
	// attachedNS names what Settings.Attached is.
	attachedNS = "urn:kelisim:attached:1"
	wordType   = "application/vnd.openxmlformats-officedocument.wordprocessingml."
)

// parts are the parts of the package around the body that w has written.
func (w *writer) parts(s Settings) []part {
	size := fmt.Sprintf(`<w:pgSz w:w="%d" w:h="%d"/>`, shortSide, longSide)
	if s.Landscape {
		size = fmt.Sprintf(`<w:pgSz w:w="%d" w:h="%d" w:orient="landscape"/>`, longSide, shortSide)
	}
	section := `<w:sectPr><w:headerReference w:type="first" r:id="header"/><w:footerReference w:type="default" r:id="footer"/><w:footerReference w:type="first" r:id="footer"/>` +
		size + `<w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1701" w:header="709" w:footer="709" w:gutter="0"/><w:titlePg/></w:sectPr>`
	root := func(tag, content string) string {
		return xmlHead + "<w:" + tag + " " + wordNS + ">" + content + "</w:" + tag + ">"
	}
	out := []part{
		{"[Content_Types].xml", contentTypes(s.Attached != "")},
		{"_rels/.rels", relationships(
			relationship("document", officeNS+"officeDocument", "word/document.xml", false),
			relationship("core", packNS+"relationships/metadata/core-properties", "docProps/core.xml", false))},
		{"docProps/core.xml", coreProperties(s)},
		{"word/document.xml", root("document", "<w:body>"+w.b.String()+section+"</w:body>")},
	}
	var rels []string
	for _, name := range []string{"styles", "numbering", "settings"} {
		rels = append(rels, relationship(name, officeNS+name, name+".xml", false))
	}
	rels = append(rels, relationship("header", officeNS+"header", "header.xml", false), relationship("footer", officeNS+"footer", "footer.xml", false))
	for i, target := range w.links {
		rels = append(rels, relationship(fmt.Sprintf("link%d", i+1), officeNS+"hyperlink", target, true))
	}
	head := ""
	for _, line := range s.Head {
		head += `<w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr><w:r><w:t xml:space="preserve">` + escaped(line) + `</w:t></w:r></w:p>`
	}
	if head == "" {
		head = "<w:p/>"
	}
	if s.Attached != "" {
		rels = append(rels, relationship("attached", officeNS+"customXml", "../customXml/item1.xml", false))
		out = append(out, attachedParts(s.Attached)...)
	}
	return append(out,
		part{"word/_rels/document.xml.rels", relationships(rels...)},
		part{"word/styles.xml", root("styles", stylesXML(s.Language))},
		part{"word/numbering.xml", root("numbering", bulletsXML())},
		part{"word/settings.xml", root("settings", `<w:defaultTabStop w:val="709"/><w:characterSpacingControl w:val="doNotCompress"/>`+
			`<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>`+themeLanguage(s.Language))},
		part{"word/header.xml", root("hdr", head)},
		part{"word/footer.xml", root("ftr", `<w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>`)})
}

func relationship(id, kind, target string, extern bool) string {
	mode := ""
	if extern {
		mode = ` TargetMode="External"`
	}
	return fmt.Sprintf(`<Relationship Id="%s" Type="%s" Target="%s"%s/>`, id, kind, escaped(target), mode)
}

func relationships(rels ...string) string {
	return xmlHead + `<Relationships xmlns="` + packNS + `relationships">` + strings.Join(rels, "") + `</Relationships>`
}

// attachedParts are a custom XML part and what names it: without its properties
// LibreOffice does not keep it.
func attachedParts(text string) []part {
	const properties = `<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml" ds:itemID="{6B656C69-7369-4D00-8000-000000000001}"><ds:schemaRefs><ds:schemaRef ds:uri="` + attachedNS + `"/></ds:schemaRefs></ds:datastoreItem>`
	return []part{
		{"customXml/item1.xml", xmlHead + `<text xmlns="` + attachedNS + `">` + escaped(text) + `</text>`},
		{"customXml/itemProps1.xml", xmlHead + properties},
		{"customXml/_rels/item1.xml.rels", relationships(relationship("properties", officeNS+"customXmlProps", "itemProps1.xml", false))},
	}
}

func contentTypes(attached bool) string {
	s := xmlHead + `<Types xmlns="` + packNS + `content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/word/document.xml" ContentType="` + wordType + `document.main+xml"/>`
	for _, name := range []string{"styles", "numbering", "settings", "header", "footer"} {
		s += `<Override PartName="/word/` + name + `.xml" ContentType="` + wordType + name + `+xml"/>`
	}
	if attached {
		s += `<Override PartName="/customXml/itemProps1.xml" ContentType="application/vnd.openxmlformats-officedocument.customXmlProperties+xml"/>`
	}
	return s + `<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`
}

func coreProperties(s Settings) string {
	created := ""
	if !s.Created.IsZero() {
		created = `<dcterms:created xsi:type="dcterms:W3CDTF">` + s.Created.UTC().Format("2006-01-02T15:04:05Z") + `</dcterms:created>`
	}
	return xmlHead + `<cp:coreProperties xmlns:cp="` + packNS + `metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
		`<dc:title>` + escaped(s.Title) + `</dc:title><dc:creator>` + escaped(s.Author) + `</dc:creator>` + created + `<dc:language>` + escaped(s.Language) + `</dc:language></cp:coreProperties>`
}

// themeLanguage names the language of the text; empty for none.
func themeLanguage(language string) string {
	if language == "" {
		return ""
	}
	return `<w:themeFontLang w:val="` + escaped(language) + `"/>`
}

// bulletsXML is the list of bullets.
func bulletsXML() string {
	var b strings.Builder
	b.WriteString(`<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="hybridMultilevel"/>`)
	for i := range maxLevel + 1 {
		fmt.Fprintf(&b, `<w:lvl w:ilvl="%d"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="%d" w:hanging="360"/></w:pPr></w:lvl>`, i, 360*(i+1))
	}
	b.WriteString(`</w:abstractNum><w:num w:numId="` + Bullet + `"><w:abstractNumId w:val="0"/></w:num>`)
	return b.String()
}

// stylesXML are the styles, in a font that has all Kazakh letters.
func stylesXML(language string) string {
	const font = `<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Times New Roman" w:cs="Times New Roman"/>`
	lang := ""
	if language != "" {
		lang = `<w:lang w:val="` + escaped(language) + `" w:eastAsia="` + escaped(language) + `" w:bidi="ar-SA"/>`
	}
	var b strings.Builder
	b.WriteString(`<w:docDefaults><w:rPrDefault><w:rPr>` + font + `<w:sz w:val="24"/><w:szCs w:val="24"/>` + lang + `</w:rPr></w:rPrDefault>` +
		`<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="259" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>` +
		`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>` +
		`<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>` +
		`<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>`)
	paragraph := func(id, name, props, run string) {
		b.WriteString(`<w:style w:type="paragraph" w:styleId="` + id + `"><w:name w:val="` + name + `"/><w:basedOn w:val="Normal"/>`)
		if strings.HasPrefix(id, "Heading") {
			b.WriteString(`<w:next w:val="Normal"/>`)
		}
		b.WriteString(`<w:qFormat/><w:pPr>` + props + `</w:pPr><w:rPr>` + run + `</w:rPr></w:style>`)
	}
	paragraph("Title", "Title", `<w:keepNext/><w:spacing w:before="240" w:after="240"/><w:jc w:val="center"/>`, `<w:b/><w:sz w:val="32"/><w:szCs w:val="32"/>`)
	for i := range 6 {
		size := max(30-2*i, 24)
		paragraph(fmt.Sprintf("Heading%d", i+1), fmt.Sprintf("heading %d", i+1), fmt.Sprintf(`<w:keepNext/><w:spacing w:before="240" w:after="120"/><w:outlineLvl w:val="%d"/>`, i), fmt.Sprintf(`<w:b/><w:sz w:val="%d"/><w:szCs w:val="%d"/>`, size, size))
	}
	paragraph("ListBullet", "List Bullet", `<w:contextualSpacing/>`, "")
	paragraph("ListContinue", "List Continue", "", "")
	paragraph("Quote", "Quote", "", "")
	paragraph("HTMLPreformatted", "HTML Preformatted", "", `<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/><w:sz w:val="20"/><w:szCs w:val="20"/>`)
	paragraph("KelisimRule", "Kelisim Rule", `<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="auto"/></w:pBdr>`, "")
	paragraph("Header", "header", `<w:spacing w:after="0"/><w:jc w:val="right"/>`, `<w:sz w:val="20"/><w:szCs w:val="20"/>`)
	paragraph("Footer", "footer", `<w:spacing w:after="0"/><w:jc w:val="center"/>`, `<w:sz w:val="20"/><w:szCs w:val="20"/>`)
	b.WriteString(`<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr><w:color w:val="0563C1"/><w:u w:val="single"/></w:rPr></w:style>` +
		`<w:style w:type="character" w:styleId="HTMLCode"><w:name w:val="HTML Code"/><w:rPr><w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/></w:rPr></w:style>` +
		`<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>`)
	for _, side := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		b.WriteString(`<w:` + side + ` w:val="single" w:sz="4" w:space="0" w:color="auto"/>`)
	}
	b.WriteString(`</w:tblBorders></w:tblPr></w:style>`)
	return b.String()
}
