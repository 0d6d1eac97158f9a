package i18n

import (
	"fmt"
	"io/fs"
)

// FileError is a mistake in a file of messages.
type FileError struct {
	File    string // of the folder, such as "pages.ru.yaml"
	Line    int    // of the message, from 1; 0 if it is about the file
	Key     string // the message, or the language of the file's name; may be empty
	Problem Problem
	err     error
}

// Problem says what is wrong with a file of messages.
type Problem string

// The problems of files of messages.
const (
	Braces  Problem = "braces"   // something else than the name of an argument stands in them
	Empty   Problem = "empty"    // a message has no words
	Forms   Problem = "plural"   // a plural form is missing, or is none of the language
	Gone    Problem = "missing"  // it takes the place of a file that has more messages
	Tag     Problem = "language" // the file's name has no language's tag
	Twice   Problem = "twice"    // another file of the language has the message, too
	Written Problem = "value"    // this is no file of messages
)

func (e *FileError) Error() string {
	if e.Line == 0 {
		return fmt.Sprintf("i18n/%s: %v", e.File, e.err)
	}
	return fmt.Sprintf("i18n/%s: %s: %v", e.File, e.Key, e.err)
}

func (e *FileError) Unwrap() error { return e.err }

// MissingError is a message that a language does not have.
type MissingError struct{ Key, Lang string }

func (e *MissingError) Error() string { return fmt.Sprintf("i18n: no message %q in %s", e.Key, e.Lang) }

// File is the one of [Files] that has the message; empty if none has.
func (e *MissingError) File() string {
	names, _ := fs.Glob(Files(), "*."+e.Lang+".yaml")
	for _, name := range names {
		data, err := fs.ReadFile(Files(), name)
		found := false
		source{name, data}.pieces(func(key string, _ int, _ []byte) { found = found || key == e.Key })
		if err == nil && found {
			return name
		}
	}
	return ""
}

// slip is what is wrong with a message, before its place is known.
type slip struct {
	problem Problem
	said    string
}

func (s slip) Error() string { return s.said }
