package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"sync"
)

// garbage is how much of it may gather: one owner, because the first collection, whenever it
// comes, changes it, too.
var garbage struct {
	sync.Mutex
	chosen bool
}

// gatherGarbage lets as much garbage gather as percent of what lives.
func gatherGarbage(percent int) {
	garbage.Lock()
	defer garbage.Unlock()
	garbage.chosen = true
	debug.SetGCPercent(percent)
}

// spareSmallCalls puts the first collection off until 16 MB are in use instead of 4, which a
// call that compares two files does not reach; from then on the usual percentage holds, if no
// command chose its own. A collection that finds 1 MB alive costs a tenth of such a call.
func spareSmallCalls() {
	if os.Getenv("GOGC") != "" {
		return
	}
	debug.SetGCPercent(400)
	runtime.AddCleanup(new([16]byte), func(struct{}) {
		garbage.Lock()
		defer garbage.Unlock()
		if !garbage.chosen {
			debug.SetGCPercent(100)
		}
	}, struct{}{})
}
