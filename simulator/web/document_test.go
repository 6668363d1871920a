package web

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/brevdue/brevdue/post/ident"
)

func FuzzACleanNameIsSafeOnAnyMachine(f *testing.F) {
	for _, name := range []string{"brev.pdf", "../../etc/passwd", `C:\x\y.pdf`, "..", "", "070390-1234.pdf", "a\x00b", strings.Repeat("å", 300) + ".pdf", "\u202Efdp.exe", "CON:", "\xff"} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		got := cleanName(name, 0)
		if got == "" || !utf8.ValidString(got) || utf8.RuneCountInString(got) > 100 || strings.ContainsAny(got, "/\\:\"<>|?*\x00\r\n") || strings.HasPrefix(got, ".") {
			t.Errorf("%q became %q", name, got)
		}
		if ident.MaskText(got) != got {
			t.Errorf("%q became %q, which shows a CPR number", name, got)
		}
		if again := cleanName(got, 0); again != got {
			t.Errorf("%q became %q and then %q", name, got, again)
		}
	})
}

func TestSizesAreReadable(t *testing.T) {
	t.Parallel()
	for n, want := range map[int64]string{0: "0 B", 999: "999 B", 1000: "1 kB", 48_400: "48 kB", 1_250_000: "1,2 MB", 99_500_000: "99,5 MB"} {
		if got := bytesText(danish, n); got != want {
			t.Errorf("%d is %q, want %q", n, got, want)
		}
	}
}
