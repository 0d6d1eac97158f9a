package watch

// Polls reports whether the files are looked at again and again.
func (w *Watcher) Polls() bool { return w.tells == nil }
