package diag

// The codes, by name. The zero Code is none.
const (
	_ Code = iota
	AbbreviationUndefined
	AgreementLine
	AgreementMissing
	AgreementVoid
	AnchorMissing
	AnchorRepeated
	AnnexCircle
	AnnexDraft
	AnnexMissing
	AnnexUnmentioned
	ApprovalLate
	ApprovalNumber
	BINDigit
	BracketUnbalanced
	BulletDash
	BundleFile
	CapitalAfterComma
	CellsFew
	ChangedInOneLanguage
	ChangedOtherwise
	ChangesClause
	ChangesEqual
	ChangesFigure
	ChangesLong
	ChangesMissing
	ChangesShort
	ClauseEmpty
	ClauseTwice
	ClausesSwapped
	CodeInfo
	CommaMissing
	ConsentParticulars
	ConsentPointer
	Contradiction
	DashesMixed
	DateDiffers
	DateInvalid
	DeadLink
	DefinitionForm
	DocumentCopied
	DocumentEmpty
	DocumentMissing
	DocxChanges
	DocxChangesOpen
	DocxComment
	DocxDamaged
	DocxEncrypted
	DocxField
	DocxForeign
	DocxFormula
	DocxHidden
	DocxNestedTable
	DocxNoteMissing
	DocxNumberFormat
	DocxPicture
	DocxRunningHead
	DocxSize
	DocxStruck
	DocxSymbol
	DocxTextBox
	EditionEmpty
	EditionOrder
	EditionSame
	EditionZero
	EffectiveFar
	Encoding
	EndMark
	Entity
	ExpiresDiffers
	FiguresDiffer
	FileEmpty
	FileKind
	FileLink
	FileMissing
	FileUnexpected
	ForceDiffers
	ForeignLoad
	FrontMatter
	HeadingEmpty
	Image
	ImportApproved
	ImportBreak
	ImportBullet
	ImportCells
	ImportColumns
	ImportContents
	ImportControl
	ImportConverted
	ImportCounters
	ImportEdge
	ImportEmpty
	ImportEncoding
	ImportEnds
	ImportFootnote
	ImportFormat
	ImportFrame
	ImportHeading
	ImportHyphen
	ImportJoined
	ImportKind
	ImportLabel
	ImportLanguage
	ImportLanguages
	ImportLayout
	ImportLetter
	ImportMarks
	ImportMerged
	ImportMessage
	ImportNoTitle
	ImportNumber
	ImportPageNumber
	ImportPicture
	ImportPieces
	ImportRelabelled
	ImportRule
	ImportRunningHead
	ImportSheets
	ImportSize
	ImportStruck
	ImportTable
	ImportWide
	IncorporatedDraft
	IncorporatedLate
	KeyDuplicate
	KeyMissing
	KeyUnknown
	KindDiffers
	LabelForm
	LanguageMixed
	LawDiffers
	LayoutForm
	LayoutIdle
	LedgerChain
	LedgerCheckpoint
	LedgerClaim
	LedgerClock
	LedgerEdition
	LedgerEffective
	LedgerForm
	LedgerFuture
	LedgerHead
	LedgerKey
	LedgerMismatch
	LedgerPlain
	LedgerRecord
	LedgerRepeal
	LedgerText
	LedgerTorn
	LedgerWithdraw
	LettersTyped
	LimitBlank
	LimitColumns
	LimitDepth
	LimitLine
	LimitMarks
	LimitParagraph
	LimitParts
	LimitSize
	LinkBare
	LinkEmpty
	LinkInsecure
	LinkTarget
	LinkTitle
	LinkUser
	Lookalike
	MarkDoubled
	MarkShown
	MaterialFalse
	MaterialLeftOut
	MaterialMissing
	MaterialPurpose
	MergeBase
	MergeConflict
	MergeMarks
	MergeOther
	NameCollision
	NameInvalid
	NamesDiffer
	NoticeShort
	NumberAmbiguous
	NumberDepth
	NumberForm
	NumberGap
	NumberOrder
	NumberWords
	OrderBehind
	OrderCount
	OrderForms
	OrderLeft
	OrderLines
	OrderLink
	OrderPlace
	OrderTwice
	OrderUnit
	OrderUnitOften
	OrderUnread
	OrderWords
	OrderWordsOften
	OutputChanged
	OutputDrafts
	OutputOlder
	PageNumber
	Placeholder
	ProseDate
	PurposeClause
	QuoteUnbalanced
	QuotesMixed
	RawHTML
	ReasonClause
	ReasonNumber
	ReferenceMissing
	ReferenceStale
	RequisiteWrong
	SentenceMissing
	SentenceSmall
	SeverityUnknown
	SignatureFile
	SiteFile
	SpaceBefore
	SpacesDouble
	StructureDiffers
	TabInside
	TableCells
	TableLine
	TermEarly
	TermForeign
	TermOtherMeaning
	TermTwice
	TermUnused
	TermsMixed
	TextEmpty
	TextLost
	TextMissing
	TitleDiffers
	TotalDiffers
	TranslationMissing
	UnitMissing
	ValueInvalid
	ValueType
	WordDoubled
	WordMisspelt
	WordsDiffer
	WordsForm
	YAMLComment
	YAMLSyntax
)

var table = [...]row{
	AbbreviationUndefined: {"abbreviation-undefined", Warning, nil, args{"count": Number, "language": Language, "term": Word}, nil},
	AgreementLine:         {"agreement-line", Error, nil, nil, nil},
	AgreementMissing:      {"agreement-missing", Error, []string{"", "some"}, args{"document": Word, "edition": Word, "needed": Number, "of": Number, "offices": Word}, nil},
	AgreementVoid:         {"agreement-void", Warning, nil, args{"at": Instant, "files": Files, "name": Word, "office": Word}, nil},
	AnchorMissing:         {"anchor-missing", Error, nil, args{"anchor": Word}, nil},
	AnchorRepeated:        {"anchor-repeated", Error, nil, args{"anchor": Word, "number": Word}, nil},
	AnnexCircle:           {"annex-circle", Error, nil, args{"document": Word}, nil},
	AnnexDraft:            {"annex-draft", Warning, []string{"", "apart"}, args{"date": Day, "document": Word}, nil},
	AnnexMissing:          {"annex-missing", Warning, []string{"", "none"}, args{"count": Number, "document": Word, "number": Word}, nil},
	AnnexUnmentioned:      {"annex-unmentioned", Warning, nil, args{"document": Word, "language": Language}, nil},
	ApprovalLate:          {"approval-late", Warning, []string{"before", "effect", "future"}, args{"date": Day, "edition": Word, "effective": Day, "was": Day}, []string{"future"}},
	ApprovalNumber:        {"approval-number", Warning, []string{"", "act", "missing", "repeated", "same"}, args{"date": Day, "number": Word, "want": Word}, nil},
	BINDigit:              {"bin-digit", Warning, []string{"", "length"}, args{"count": Number, "value": Word}, nil},
	BracketUnbalanced:     {"bracket-unbalanced", Warning, []string{"", "stray"}, args{"mark": Word}, nil},
	BulletDash:            {"bullet-dash", Warning, nil, args{"mark": Word}, nil},
	BundleFile:            {"bundle-file", Error, []string{"changed", "checkpoint", "extra", "form", "key", "missing", "proof", "record", "signature", "stamp", "unnamed", "unsigned"}, args{"name": Word}, nil},
	CapitalAfterComma:     {"capital-after-comma", Warning, nil, args{"word": Word}, nil},
	CellsFew:              {"cells-few", Warning, nil, args{"cells": Number, "columns": Number}, nil},
	ChangedInOneLanguage:  {"changed-in-one-language", Warning, nil, args{"language": Language, "unit": Unit}, nil},
	ChangedOtherwise:      {"changed-otherwise", Warning, []string{"figures", "kind", "sentences"}, args{"here": Word, "language": Language, "there": Word, "unit": Unit}, nil},
	ChangesClause:         {"changes-clause", Warning, []string{"", "missing", "not-added", "not-removed", "unnamed", "unnamed-new"}, args{"number": Word, "unit": Unit}, nil},
	ChangesEqual:          {"changes-equal", Warning, nil, nil, nil},
	ChangesFigure:         {"changes-figure", Warning, []string{"", "clause", "direction", "language", "old"}, args{"figure": Word, "language": Language, "new": Word, "old": Word, "unit": Unit}, nil},
	ChangesLong:           {"changes-long", Warning, nil, args{"count": Number, "limit": Number}, nil},
	ChangesMissing:        {"changes-missing", Error, nil, nil, nil},
	ChangesShort:          {"changes-short", Warning, nil, nil, nil},
	ClauseEmpty:           {"clause-empty", Warning, nil, args{"language": Language, "unit": Unit}, nil},
	ClauseTwice:           {"clause-twice", Warning, []string{"", "sentence"}, args{"unit": Unit}, nil},
	ClausesSwapped:        {"clauses-swapped", Warning, []string{"", "exchanged"}, args{"language": Language, "unit": Unit}, nil},
	CodeInfo:              {"code-info", Error, nil, args{"text": Word}, nil},
	CommaMissing:          {"comma-missing", Warning, nil, args{"before": Word, "word": Word}, nil},
	ConsentParticulars:    {"consent-particulars", Warning, []string{"abroad", "data", "operator", "period", "public", "subject", "third-parties"}, nil, nil},
	ConsentPointer:        {"consent-pointer", Warning, nil, nil, nil},
	Contradiction:         {"contradiction", Warning, nil, args{"here": Word, "there": Word, "unit": Unit}, nil},
	DashesMixed:           {"dashes-mixed", Warning, nil, args{"here": Word, "usual": Word}, nil},
	DateDiffers:           {"date-differs", Warning, []string{"approved", "effective", "no-approved", "no-effective"}, args{"date": Day, "value": Word}, nil},
	DateInvalid:           {"date-invalid", Error, []string{"ambiguous", "day", "form", "form-day", "month", "skipped", "time"}, args{"value": Word}, nil},
	DeadLink:              {"dead-link", Error, nil, args{"page": Word, "target": Word}, nil},
	DefinitionForm:        {"definition-form", Warning, nil, args{"term": Word}, nil},
	DocumentCopied:        {"document-copied", Warning, nil, args{"document": Word}, nil},
	DocumentEmpty:         {"document-empty", Warning, nil, args{"document": Word}, nil},
	DocumentMissing:       {"document-missing", Error, []string{"clause", "document", "edition", "relation"}, args{"anchor": Word, "document": Word, "target": Word}, nil},
	DocxChanges:           {"docx-changes", Note, []string{"", "rejected"}, args{"authors": Word, "count": Number}, nil},
	DocxChangesOpen:       {"docx-changes-open", Error, nil, args{"authors": Word, "count": Number}, nil},
	DocxComment:           {"docx-comment", Note, []string{"", "anchor"}, args{"anchor": Word, "author": Word, "text": Word}, nil},
	DocxDamaged:           {"docx-damaged", Error, []string{"", "missing"}, args{"part": Word}, nil},
	DocxEncrypted:         {"docx-encrypted", Error, nil, nil, nil},
	DocxField:             {"docx-field", Warning, nil, args{"code": Word}, nil},
	DocxForeign:           {"docx-foreign", Error, nil, nil, nil},
	DocxFormula:           {"docx-formula", Warning, nil, args{"text": Word}, nil},
	DocxHidden:            {"docx-hidden", Warning, nil, args{"text": Word}, nil},
	DocxNestedTable:       {"docx-nested-table", Warning, nil, nil, nil},
	DocxNoteMissing:       {"docx-note-missing", Warning, nil, nil, nil},
	DocxNumberFormat:      {"docx-number-format", Warning, nil, args{"format": Word, "label": Word}, nil},
	DocxPicture:           {"docx-picture", Warning, nil, args{"text": Word}, nil},
	DocxRunningHead:       {"docx-running-head", Note, nil, args{"text": Word}, nil},
	DocxSize:              {"docx-size", Error, nil, nil, nil},
	DocxStruck:            {"docx-struck", Warning, nil, args{"text": Word}, nil},
	DocxSymbol:            {"docx-symbol", Warning, nil, args{"code": Word, "font": Word}, nil},
	DocxTextBox:           {"docx-text-box", Warning, nil, args{"text": Word}, nil},
	EditionEmpty:          {"edition-empty", Error, nil, args{"language": Language}, nil},
	EditionOrder:          {"edition-order", Error, []string{"draft", "published"}, args{"document": Word, "edition": Word, "other": Word}, nil},
	EditionSame:           {"edition-same", Warning, nil, nil, nil},
	EditionZero:           {"edition-zero", Warning, nil, args{"name": Word, "right": Word}, nil},
	EffectiveFar:          {"effective-far", Warning, []string{"", "approved"}, args{"date": Day, "years": Number}, nil},
	Encoding:              {"encoding", Error, []string{"bidi", "control", "invisible", "nfd", "private", "replacement", "utf16", "utf8"}, args{"code": Word}, []string{"nfd"}},
	EndMark:               {"end-mark", Warning, []string{"", "item"}, args{"mark": Word}, nil},
	Entity:                {"entity", Error, nil, args{"character": Word, "entity": Word}, nil},
	ExpiresDiffers:        {"expires-differs", Warning, []string{"", "unset"}, args{"expires": Word, "value": Word}, nil},
	FiguresDiffer:         {"figures-differ", Warning, []string{"bin", "date", "email", "number", "percent", "phone", "reference", "sum", "unit", "url", "words"}, args{"here": Word, "language": Language, "there": Word}, nil},
	FileEmpty:             {"file-empty", Warning, nil, args{"name": Word}, nil},
	FileKind:              {"file-kind", Error, []string{"folder", "hard-link", "special"}, args{"name": Word}, nil},
	FileLink:              {"file-link", Error, nil, args{"folder": Word, "name": Word}, nil},
	FileMissing:           {"file-missing", Error, []string{"approved", "document", "edition", "site"}, args{"name": Word}, nil},
	FileUnexpected:        {"file-unexpected", Error, []string{"checkpoint", "content", "copy", "document", "edition", "language", "settings", "text"}, args{"languages": Languages, "name": Word, "right": Word}, nil},
	ForceDiffers:          {"force-differs", Warning, []string{"actors", "bound", "days", "either", "except", "free", "limit", "modal", "negation", "only", "opposite", "order", "tense"}, args{"here": Word, "language": Language, "there": Word, "unit": Unit}, nil},
	ForeignLoad:           {"foreign-load", Error, nil, args{"target": Word}, nil},
	FrontMatter:           {"front-matter", Error, []string{"missing", "unclosed"}, nil, nil},
	HeadingEmpty:          {"heading-empty", Warning, []string{"", "words"}, args{"number": Word, "text": Word}, nil},
	Image:                 {"image", Error, nil, args{"name": Word}, nil},
	ImportApproved:        {"import-approved", Note, []string{"", "copied", "kept"}, args{"date": Day, "number": Word, "words": Word}, nil},
	ImportBreak:           {"import-break", Warning, []string{"", "line", "paragraph"}, args{"words": Word}, nil},
	ImportBullet:          {"import-bullet", Warning, []string{"", "apart", "kept", "number"}, args{"mark": Word, "words": Word}, []string{"", "number"}},
	ImportCells:           {"import-cells", Warning, []string{"", "beside", "columns"}, args{"words": Word}, nil},
	ImportColumns:         {"import-columns", Error, nil, nil, nil},
	ImportContents:        {"import-contents", Note, nil, args{"text": Word}, nil},
	ImportControl:         {"import-control", Error, nil, args{"character": Word}, nil},
	ImportConverted:       {"import-converted", Note, nil, args{"encoding": Word}, nil},
	ImportCounters:        {"import-counters", Warning, nil, nil, nil},
	ImportEdge:            {"import-edge", Warning, []string{"above", "below", "links", "mail", "quoted", "site"}, args{"words": Word}, nil},
	ImportEmpty:           {"import-empty", Error, nil, nil, nil},
	ImportEncoding:        {"import-encoding", Error, []string{"", "lost", "utf16"}, args{"byte": Word}, nil},
	ImportEnds:            {"import-ends", Warning, []string{"", "more"}, args{"lines": Word, "words": Word}, nil},
	ImportFootnote:        {"import-footnote", Note, nil, args{"words": Word}, nil},
	ImportFormat:          {"import-format", Error, []string{"", "doc", "mail", "msg", "odt", "pages", "pdf", "picture", "rtf", "sheet", "zip"}, args{"format": Word}, nil},
	ImportFrame:           {"import-frame", Note, []string{"", "hidden", "quoted"}, args{"text": Word}, nil},
	ImportHeading:         {"import-heading", Warning, []string{"", "clause", "kept", "sibling", "subtitle"}, args{"words": Word}, []string{""}},
	ImportHyphen:          {"import-hyphen", Warning, []string{"", "dropped", "lost", "more"}, args{"lines": Word, "word": Word}, []string{"", "dropped"}},
	ImportJoined:          {"import-joined", Warning, []string{"", "doubted", "heading", "page", "sentence"}, args{"words": Word}, []string{"", "heading", "page", "sentence"}},
	ImportKind:            {"import-kind", Warning, []string{"", "annex"}, args{"kind": Word}, []string{"annex"}},
	ImportLabel:           {"import-label", Warning, []string{"again", "anew", "inside", "none", "odd", "quoted", "text", "unclosed"}, args{"label": Word, "lines": Word, "nearest": Word, "words": Word}, []string{"quoted"}},
	ImportLanguage:        {"import-language", Warning, []string{"", "left"}, args{"is": Language, "language": Language}, nil},
	ImportLanguages:       {"import-languages", Error, nil, args{"language": Language}, nil},
	ImportLayout:          {"import-layout", Warning, nil, args{"words": Word}, nil},
	ImportLetter:          {"import-letter", Warning, nil, args{"word": Word}, nil},
	ImportMarks:           {"import-marks", Note, nil, args{"words": Word}, nil},
	ImportMerged:          {"import-merged", Warning, nil, args{"words": Word}, nil},
	ImportMessage:         {"import-message", Note, nil, args{"mark": Word}, nil},
	ImportNoTitle:         {"import-no-title", Warning, nil, nil, nil},
	ImportNumber:          {"import-number", Note, nil, args{"label": Word}, nil},
	ImportPageNumber:      {"import-page-number", Note, []string{"", "glued"}, args{"text": Word}, nil},
	ImportPicture:         {"import-picture", Warning, nil, args{"text": Word}, nil},
	ImportPieces:          {"import-pieces", Warning, []string{"", "lists", "more", "numbers"}, args{"lines": Word, "words": Word}, nil},
	ImportRelabelled:      {"import-relabelled", Note, []string{"bold", "dot", "space"}, args{"label": Word, "nearest": Word}, nil},
	ImportRule:            {"import-rule", Note, []string{"", "drawn"}, args{"text": Word}, nil},
	ImportRunningHead:     {"import-running-head", Warning, []string{"", "doubted", "printed"}, args{"text": Word}, []string{"", "printed"}},
	ImportSheets:          {"import-sheets", Note, nil, nil, nil},
	ImportSize:            {"import-size", Error, nil, args{"limit": Number}, nil},
	ImportStruck:          {"import-struck", Warning, nil, args{"text": Word}, nil},
	ImportTable:           {"import-table", Note, []string{"spaces", "tabs"}, args{"words": Word}, nil},
	ImportWide:            {"import-wide", Warning, nil, args{"words": Word}, nil},
	IncorporatedDraft:     {"incorporated-draft", Warning, nil, args{"document": Word}, nil},
	IncorporatedLate:      {"incorporated-late", Warning, nil, args{"date": Instant, "document": Word}, nil},
	KeyDuplicate:          {"key-duplicate", Error, nil, args{"key": Word}, nil},
	KeyMissing:            {"key-missing", Error, nil, args{"key": Word}, nil},
	KeyUnknown:            {"key-unknown", Error, []string{"", "lookalike", "similar"}, args{"code": Word, "key": Word, "known": Word, "letter": Word, "suggestion": Word}, nil},
	KindDiffers:           {"kind-differs", Warning, nil, args{"kind": Word, "title": Word}, nil},
	LabelForm:             {"label-form", Warning, []string{"bold", "dot", "letter", "none", "odd", "read", "space", "undotted"}, args{"label": Word, "nearest": Word}, nil},
	LanguageMixed:         {"language-mixed", Warning, []string{"en", "en-text", "kk", "kk-text", "ky", "ky-text", "other", "other-text", "ru", "ru-text", "tt", "tt-text", "uk", "uk-text", "word"}, args{"is": Word, "language": Language, "word": Word}, nil},
	LawDiffers:            {"law-differs", Warning, nil, args{"date": Day, "number": Word, "title": Word}, nil},
	LayoutForm:            {"layout-form", Error, []string{"field", "function", "message", "syntax", "template"}, args{"language": Language, "name": Word}, nil},
	LayoutIdle:            {"layout-idle", Warning, []string{"file", "script", "style"}, args{"name": Word}, nil},
	LedgerChain:           {"ledger-chain", Error, []string{"prev", "recorded", "seq"}, args{"document": Word, "edition": Word, "before": Instant, "got": Number, "previous": Number, "recorded": Instant, "seq": Number, "want": Number}, nil},
	LedgerCheckpoint:      {"ledger-checkpoint", Error, []string{"form", "lost", "other", "signature", "stamp", "unsigned"}, args{"key": Word, "records": Number}, nil},
	LedgerClaim:           {"ledger-claim", Error, []string{"contradicts", "future", "late", "unmarked"}, args{"edition": Word, "document": Word, "published": Instant, "recorded": Instant, "said": Instant, "since": Instant}, nil},
	LedgerClock:           {"ledger-clock", Error, []string{"corrects", "nothing"}, args{"got": Number, "recorded": Instant, "want": Number}, nil},
	LedgerEdition:         {"ledger-edition", Error, []string{"duplicate", "material", "no-text", "order", "reaccept", "seq", "unknown", "withdrawn"}, args{"document": Word, "edition": Word, "got": Number, "other": Word, "other_published": Instant, "published": Instant, "want": Number, "withdrawn": Instant}, nil},
	LedgerEffective:       {"ledger-effective", Error, []string{"order", "past"}, args{"document": Word, "edition": Word, "effective": Instant, "other": Word, "other_effective": Instant, "published": Instant}, nil},
	LedgerForm:            {"ledger-form", Error, []string{"canonical", "crlf", "empty", "excess-field", "json", "kind", "long", "merge", "missing-field", "schema", "unknown-field", "value"}, args{"field": Word, "kind": Word, "schema": Word, "value": Word, "want": Word}, nil},
	LedgerFuture:          {"ledger-future", Warning, nil, args{"now": Instant, "record": Number, "recorded": Instant}, nil},
	LedgerHead:            {"ledger-head", Error, []string{"changed", "shorter"}, args{"from": Word, "have": Number, "records": Number}, nil},
	LedgerKey:             {"ledger-key", Error, []string{"other", "site", "unknown", "unsigned"}, args{"key": Word, "want": Word}, nil},
	LedgerMismatch:        {"ledger-mismatch", Error, []string{"added", "changed", "document-missing", "document-renamed", "edition-missing", "missing", "swapped"}, args{"document": Word, "edition": Word, "file": Word, "other": Word, "published": Instant}, nil},
	LedgerPlain:           {"ledger-plain", Error, []string{"", "format"}, args{"document": Word, "edition": Word, "file": Word, "format": Word}, nil},
	LedgerRecord:          {"ledger-record", Error, []string{"", "document"}, args{"document": Word, "edition": Word, "field": Word, "file": Word, "got": Value, "record": Number, "want": Value}, nil},
	LedgerRepeal:          {"ledger-repeal", Error, []string{"none", "nothing", "past", "same-instant", "scheduled", "twice"}, args{"document": Word, "edition": Word, "effective": Instant, "from": Instant, "recorded": Instant, "since": Instant}, nil},
	LedgerText:            {"ledger-text", Error, []string{"order", "twice"}, args{"document": Word, "edition": Word, "before": Instant, "languages": Languages, "published": Instant}, nil},
	LedgerTorn:            {"ledger-torn", Error, nil, nil, nil},
	LedgerWithdraw:        {"ledger-withdraw", Error, []string{"in-force"}, args{"document": Word, "edition": Word, "effective": Instant}, nil},
	LettersTyped:          {"letters-typed", Warning, []string{"clause", "likely", "text", "word"}, args{"language": Language, "letters": Word, "right": Word, "unit": Unit, "word": Word}, nil},
	LimitBlank:            {"limit-blank", Error, nil, args{"limit": Number}, nil},
	LimitColumns:          {"limit-columns", Error, nil, args{"limit": Number}, nil},
	LimitDepth:            {"limit-depth", Error, nil, args{"limit": Number}, nil},
	LimitLine:             {"limit-line", Error, nil, args{"limit": Number}, nil},
	LimitMarks:            {"limit-marks", Error, nil, args{"limit": Number}, nil},
	LimitParagraph:        {"limit-paragraph", Error, nil, args{"limit": Number}, nil},
	LimitParts:            {"limit-parts", Error, nil, args{"limit": Number}, nil},
	LimitSize:             {"limit-size", Error, nil, args{"limit": Number}, nil},
	LinkBare:              {"link-bare", Note, nil, args{"target": Word, "link": Word}, nil},
	LinkEmpty:             {"link-empty", Error, nil, args{"target": Word}, nil},
	LinkInsecure:          {"link-insecure", Warning, nil, args{"target": Word}, nil},
	LinkTarget:            {"link-target", Error, []string{"doc", "empty", "relative", "scheme", "url"}, args{"target": Word}, nil},
	LinkTitle:             {"link-title", Error, nil, args{"title": Word}, nil},
	LinkUser:              {"link-user", Error, nil, args{"host": Word, "target": Word}, nil},
	Lookalike:             {"lookalike", Warning, []string{"", "cyrillic", "digit", "label", "roman", "schwa", "strange"}, args{"code": Word, "letter": Word, "mended": Word, "right": Word, "right_code": Word, "word": Word}, nil},
	MarkDoubled:           {"mark-doubled", Warning, nil, args{"mark": Word}, nil},
	MarkShown:             {"mark-shown", Warning, []string{"", "attributes", "heading", "line", "link", "name", "row"}, args{"mark": Word}, nil},
	MaterialFalse:         {"material-false", Warning, []string{"added", "modal", "negation", "number", "purpose", "removed"}, args{"text": Word, "unit": Unit}, nil},
	MaterialLeftOut:       {"material-left-out", Warning, nil, args{"purposes": Word, "unit": Unit}, nil},
	MaterialMissing:       {"material-missing", Error, nil, nil, nil},
	MaterialPurpose:       {"material-purpose", Error, nil, args{"purpose": Word}, nil},
	MergeBase:             {"merge-base", Note, nil, nil, nil},
	MergeConflict:         {"merge-conflict", Warning, []string{"", "apart", "apart-draft", "apart-file", "gone", "number", "removed"}, args{"ours": Word, "theirs": Word, "unit": Unit}, nil},
	MergeMarks:            {"merge-marks", Error, nil, nil, nil},
	MergeOther:            {"merge-other", Error, nil, args{"document": Word, "language": Word}, nil},
	NameCollision:         {"name-collision", Error, nil, args{"name": Word, "other": Word}, nil},
	NameInvalid:           {"name-invalid", Error, []string{"document", "edition", "file"}, args{"name": Word}, nil},
	NamesDiffer:           {"names-differ", Warning, nil, args{"here": Word, "language": Language, "there": Word, "unit": Unit}, nil},
	NoticeShort:           {"notice-short", Warning, []string{"", "none"}, args{"days": Number, "left": Number}, nil},
	NumberAmbiguous:       {"number-ambiguous", Error, nil, args{"number": Word}, nil},
	NumberDepth:           {"number-depth", Warning, []string{"level", "parent", "skip"}, args{"level": Number, "number": Word, "other": Word, "other_level": Number, "parent": Word}, nil},
	NumberForm:            {"number-form", Warning, []string{"", "case", "plural"}, args{"number": Word}, nil},
	NumberGap:             {"number-gap", Warning, []string{"", "first"}, args{"before": Word, "language": Language, "number": Word}, nil},
	NumberOrder:           {"number-order", Warning, nil, args{"before": Word, "number": Word}, nil},
	NumberWords:           {"number-words", Warning, nil, args{"number": Word, "words": Word}, nil},
	OrderBehind:           {"order-behind", Error, nil, args{"text": Word}, nil},
	OrderCount:            {"order-count", Warning, nil, args{"count": Number}, nil},
	OrderForms:            {"order-forms", Error, nil, args{"forms": Word, "text": Word}, nil},
	OrderLeft:             {"order-left", Warning, nil, args{"forms": Word, "text": Word}, nil},
	OrderLines:            {"order-lines", Warning, nil, args{"text": Word}, nil},
	OrderLink:             {"order-link", Warning, nil, args{"target": Word, "text": Word}, nil},
	OrderPlace:            {"order-place", Error, nil, nil, nil},
	OrderTwice:            {"order-twice", Error, nil, args{"text": Word}, nil},
	OrderUnit:             {"order-unit", Error, nil, args{"text": Word}, nil},
	OrderUnitOften:        {"order-unit-often", Error, []string{"", "counted"}, args{"count": Number, "text": Word}, nil},
	OrderUnread:           {"order-unread", Error, nil, args{"text": Word}, nil},
	OrderWords:            {"order-words", Error, nil, args{"text": Word}, nil},
	OrderWordsOften:       {"order-words-often", Error, nil, args{"count": Number, "text": Word}, nil},
	OutputChanged:         {"output-changed", Error, []string{"", "missing"}, args{"name": Word}, nil},
	OutputDrafts:          {"output-drafts", Error, []string{"", "published"}, nil, nil},
	OutputOlder:           {"output-older", Error, []string{"", "ledger"}, args{"as_of": Instant, "now": Instant, "records": Number}, nil},
	PageNumber:            {"page-number", Warning, nil, args{"number": Word}, nil},
	Placeholder:           {"placeholder", Warning, nil, args{"text": Word}, nil},
	ProseDate:             {"prose-date", Warning, []string{"day", "hour", "later", "month", "order", "weekday"}, args{"right": Word, "value": Word}, nil},
	PurposeClause:         {"purpose-clause", Error, nil, args{"clause": Word, "file": Word, "language": Language, "purpose": Word}, nil},
	QuoteUnbalanced:       {"quote-unbalanced", Warning, []string{"", "stray"}, args{"mark": Word}, nil},
	QuotesMixed:           {"quotes-mixed", Warning, nil, args{"here": Word, "usual": Word}, nil},
	RawHTML:               {"raw-html", Error, nil, args{"tag": Word}, nil},
	ReasonClause:          {"reason-clause", Warning, []string{"language", "unchanged"}, args{"language": Language, "number": Word}, nil},
	ReasonNumber:          {"reason-number", Error, nil, args{"number": Word}, nil},
	ReferenceMissing:      {"reference-missing", Warning, []string{"", "document", "item", "removed", "renumbered"}, args{"now": Word, "number": Word, "parent": Word, "place": Unit, "unit": Unit, "whole": Unit}, nil},
	ReferenceStale:        {"reference-stale", Warning, []string{"", "itself", "removed"}, args{"language": Language, "now": Word, "number": Word}, nil},
	RequisiteWrong:        {"requisite-wrong", Warning, []string{"account", "account-length", "email", "phone"}, args{"count": Number, "value": Word}, nil},
	SentenceMissing:       {"sentence-missing", Warning, []string{"", "part"}, args{"here": Word, "language": Language, "there": Word, "unit": Unit}, nil},
	SentenceSmall:         {"sentence-small", Warning, []string{"", "clause"}, args{"word": Word}, nil},
	SeverityUnknown:       {"severity-unknown", Error, []string{"code", "error", "level", "note"}, args{"code": Word, "known": Word, "value": Word}, nil},
	SignatureFile:         {"signature-file", Error, []string{"form", "unverifiable", "wrong"}, args{"file": Word, "name": Word, "signers": Word}, []string{"unverifiable"}},
	SiteFile:              {"site-file", Error, []string{"changed", "extra", "foreign", "form", "manifest", "missing", "unrecorded", "words"}, args{"name": Word, "now": Word, "was": Word}, nil},
	SpaceBefore:           {"space-before", Warning, []string{"", "after", "missing", "missing-before"}, args{"mark": Word}, nil},
	SpacesDouble:          {"spaces-double", Warning, nil, nil, nil},
	StructureDiffers:      {"structure-differs", Error, []string{"cells", "kind", "missing", "number", "order"}, args{"here": Number, "language": Language, "number": Word, "there": Number, "unit": Unit}, nil},
	TabInside:             {"tab-inside", Warning, nil, nil, nil},
	TableCells:            {"table-cells", Error, nil, args{"cells": Number, "columns": Number}, nil},
	TableLine:             {"table-line", Error, nil, nil, nil},
	TermEarly:             {"term-early", Warning, nil, args{"term": Word}, nil},
	TermForeign:           {"term-foreign", Warning, []string{"count", "kind", "other", "role", "small"}, args{"here": Word, "language": Language, "term": Word, "there": Word}, nil},
	TermOtherMeaning:      {"term-other-meaning", Warning, nil, args{"document": Word, "term": Word}, nil},
	TermTwice:             {"term-twice", Warning, nil, args{"term": Word}, nil},
	TermUnused:            {"term-unused", Warning, nil, args{"term": Word}, nil},
	TermsMixed:            {"terms-mixed", Warning, nil, args{"here": Word, "usual": Word}, nil},
	TextEmpty:             {"text-empty", Error, nil, nil, nil},
	TextLost:              {"text-lost", Error, nil, args{"text": Word}, nil},
	TextMissing:           {"text-missing", Warning, nil, args{"language": Language}, nil},
	TitleDiffers:          {"title-differs", Warning, nil, args{"name": Word, "title": Word}, nil},
	TotalDiffers:          {"total-differs", Warning, nil, args{"count": Number, "parts": Word, "value": Word}, nil},
	TranslationMissing:    {"translation-missing", Warning, []string{"", "changes", "part", "title", "title-part"}, args{"language": Language, "unit": Unit, "words": Word}, nil},
	UnitMissing:           {"unit-missing", Warning, nil, args{"value": Word}, nil},
	ValueInvalid:          {"value-invalid", Error, []string{"acceptance", "act", "colour", "contrast-dark", "contrast-light", "document-id", "download", "key", "key-name", "kind", "language", "language-kz", "language-site", "language-words", "link", "logo", "logo-runs", "period", "prevails", "purpose", "self", "site-id", "twice", "url", "witness", "zone"}, args{"id": Word, "known": Word, "lacking": Word, "languages": Languages, "value": Word}, nil},
	ValueType:             {"value-type", Error, []string{"alias", "approved", "boolean", "list", "lists", "mapping", "number", "text"}, args{"key": Word}, nil},
	WordDoubled:           {"word-doubled", Warning, []string{"", "words"}, args{"word": Word}, nil},
	WordMisspelt:          {"word-misspelt", Warning, []string{"", "agreement", "capitals", "case", "condition", "coordinated", "end", "form", "headless", "hyphen", "infinitive", "joined", "known", "letters", "person", "predicate", "preposition", "relative", "split", "usual"}, args{"by": Word, "count": Number, "letters": Word, "question": Word, "right": Word, "word": Word}, nil},
	WordsDiffer:           {"words-differ", Warning, []string{""}, args{"here": Word, "language": Language, "there": Word, "unit": Unit}, nil},
	WordsForm:             {"words-form", Error, []string{"braces", "empty", "language", "missing", "plural", "twice", "value"}, args{"name": Word}, nil},
	YAMLComment:           {"yaml-comment", Error, nil, args{"text": Word}, nil},
	YAMLSyntax:            {"yaml-syntax", Error, []string{"", "behind", "bracket", "colon", "colon-space", "indent", "multiple", "no-colon", "quote", "start", "tab"}, nil, nil},
}
