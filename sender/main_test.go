//go:build unix

package sender

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"
)

func TestMain(m *testing.M) {
	if plan := os.Getenv(crashPlanEnv); plan != "" {
		os.Exit(crashChild(plan))
	}
	code := m.Run()
	if left := leaked(5 * time.Second); code == 0 && left != "" {
		fmt.Fprintf(os.Stderr, "goroutines of a sender are left after all tests:\n%s\n", left)
		code = 1
	}
	os.Exit(code)
}

// leaked returns the stack of a goroutine that a closed sender should have
// ended, or "" as soon as there is none.
func leaked(patience time.Duration) string {
	deadline := time.After(patience)
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	buf := make([]byte, 1<<20)
	for {
		found := ""
		for _, stack := range strings.Split(string(buf[:runtime.Stack(buf, true)]), "\n\n")[1:] { // the first is this one
			if strings.Contains(stack, "brevdue/sender") || strings.Contains(stack, "riverqueue") || strings.Contains(stack, "database/sql.(*DB)") {
				found = stack
			}
		}
		if found == "" {
			return ""
		}
		select {
		case <-tick.C:
		case <-deadline:
			return found
		}
	}
}
