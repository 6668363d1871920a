package world

// GatherForIndex sets how many letters are gathered before the index is written,
// so that a test need not send thousands.
func (w *World) GatherForIndex(n int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.index.limit = n
}

// IndexedUpTo is the number of the last letter that the store finds by itself.
func (w *World) IndexedUpTo() int64 {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.index.mark
}

// Changes is how many changes stand in line.
func (w *World) Changes() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.changes)
}
