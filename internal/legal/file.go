package legal

// File is a file of an edition other than its texts.
type File struct {
	Name   string // base name
	Path   string // content/DOCUMENT/EDITION/NAME
	SHA256 string // lower-case hex; of a text file such as edition.yaml: of its [Canonical] bytes
	// Forms are the hashes that records made by earlier programs may hold of a text
	// file's bytes: as they lie, and with the other line ends that Git gives them.
	// Nil for other files.
	Forms []string
	Size  int64 // in bytes, as it is stored
}

// AgreementsFile is the name of the file of an edition that says which offices agreed
// to it; see package agreement.
const AgreementsFile = "agreements.jsonl"

// Shown reports whether the site shows a file: not what is said about the edition
// itself, its edition.yaml and its agreements.
func (f File) Shown() bool { return ShownFile(f.Name) }

// ShownFile is [File.Shown] of a file's name.
func ShownFile(name string) bool { return name != "edition.yaml" && name != AgreementsFile }
