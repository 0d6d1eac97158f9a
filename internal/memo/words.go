package memo

import (
	"strings"
	"sync"
)

// Words remembers the results of one pure function of a word or a name. However many texts
// there are, they have the same words again and again. It is safe for concurrent use, and
// the zero value holds nothing.
type Words[T any] struct {
	mu   sync.RWMutex
	kept map[string]T
}

// Of how many words results are kept, and of what length at most, so that no text fills
// the memory. The others are asked for anew each time.
const (
	mostWords   = 1 << 15
	longestWord = 200
)

// Of returns what f returns for a word.
func (w *Words[T]) Of(word string, f func(word string) T) T {
	w.mu.RLock()
	result, ok := w.kept[word]
	w.mu.RUnlock()
	if ok {
		return result
	}
	result = f(word)
	if len(word) > longestWord {
		return result
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.kept == nil {
		w.kept = map[string]T{}
	}
	if len(w.kept) < mostWords {
		w.kept[strings.Clone(word)] = result // not the text that the word is a part of
	}
	return result
}
