package child_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image/png"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"

	"codeberg.org/go-pdf/fpdf"

	"github.com/brevdue/brevdue/post/fjernprint/worker"
	"github.com/brevdue/brevdue/post/fjernprint/worker/child"
)

// asChild makes this test's executable a child, as the hidden command makes brevdue one.
const asChild = "BREVDUE_TEST_AS_CHILD"

func TestMain(m *testing.M) {
	if os.Getenv(asChild) != "" {
		if err := (child.Command{}).Run(context.Background()); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func newPool(t *testing.T, workers int) *worker.Pool {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	p := worker.New(worker.Options{Command: []string{self}, Env: []string{asChild + "=1", "XDG_CACHE_HOME=" + t.TempDir()}, Workers: workers})
	t.Cleanup(func() {
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	})
	return p
}

func letter(t *testing.T) []byte {
	t.Helper()
	pdf := fpdf.New("P", "mm", "A4", "")
	pdf.AddPage()
	pdf.SetFont("Helvetica", "", 11)
	pdf.Text(30, 100, "Afgoerelse")
	var out bytes.Buffer
	if err := pdf.Output(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// file is a PDF of the given objects after catalog, pages, page and content.
func file(resources string, objects ...string) []byte {
	all := append([]string{
		"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << " + resources + " >> >>",
		"<< /Length 1 >>\nstream\n \nendstream",
	}, objects...)
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	offsets := make([]int, 0, len(all))
	for i, o := range all {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(all)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(all)+1, start)
	return b.Bytes()
}

func TestDamageIsToldAndEndsNobody(t *testing.T) {
	t.Parallel()
	whole := letter(t)
	for _, c := range []struct {
		name    string
		content []byte
		damage  string // is in it; "" for a sound file
	}{
		{"a sound letter", whole, ""},
		{"half a letter", whole[:len(whole)/2], "root"},
		{"a colour space that is based on itself", file("/ColorSpace << /A 5 0 R >>", "[/Indexed 5 0 R 1 <0001>]"), "references go round in circles"},
		{"a page without a box that is one", file("/Font << /F 5 0 R >>", "<< /Type /Font /Subtype /Nonsense >>"), "document catalog"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := newPool(t, 1)
			for range 2 { // the second time by a new child, if need be
				got, err := p.Validate(t.Context(), c.content)
				if err != nil {
					t.Fatal(err)
				}
				if !strings.Contains(got, c.damage) || got != "" && c.damage == "" {
					t.Errorf("damage %q, want %q", got, c.damage)
				}
			}
			if got, err := p.Validate(t.Context(), whole); err != nil || got != "" {
				t.Errorf("afterwards a sound letter has damage %q, error %v", got, err)
			}
		})
	}
}

func TestAPageIsRendered(t *testing.T) {
	t.Parallel()
	p := newPool(t, 1)
	if _, err := p.Render(t.Context(), []byte("no PDF"), 1, 72); err == nil {
		t.Error("what is no PDF was rendered")
	}
	if _, err := p.Render(t.Context(), letter(t), 2, 72); err == nil {
		t.Error("a page that is not there was rendered")
	}
	picture, err := p.Render(t.Context(), letter(t), 1, 72)
	if err != nil {
		t.Fatal(err)
	}
	page, err := png.Decode(bytes.NewReader(picture))
	if err != nil {
		t.Fatal(err)
	}
	if w, h := page.Bounds().Dx(), page.Bounds().Dy(); w < 594 || w > 597 || h < 841 || h > 843 {
		t.Errorf("the page has %d x %d pixels, want about 595 x 842", w, h)
	}
	ink := false
	for x := 85; x < 140; x++ {
		r, _, _, _ := page.At(x, 280).RGBA()
		ink = ink || r < 0x8000
	}
	if !ink {
		t.Error("the text is not on the page")
	}
}

func TestManyJobsShareTheChildren(t *testing.T) {
	t.Parallel()
	p := newPool(t, 2)
	content := letter(t)
	var wg sync.WaitGroup
	for range 40 {
		wg.Go(func() {
			if damage, err := p.Validate(t.Context(), content); err != nil || damage != "" {
				t.Errorf("damage %q, error %v", damage, err)
			}
		})
	}
	wg.Wait()
}

func TestWhoGivesUpIsNotKeptWaiting(t *testing.T) {
	t.Parallel()
	p := newPool(t, 1)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := p.Validate(ctx, letter(t)); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Validate(t.Context(), letter(t)); !errors.Is(err, worker.ErrClosed) {
		t.Errorf("after Close: %v", err)
	}
}

func TestAnExecutableThatIsNoWorkerIsAnError(t *testing.T) {
	t.Parallel()
	for _, command := range [][]string{{"/does/not/exist"}, {"/bin/true"}, {"/bin/echo", "hello"}} {
		p := worker.New(worker.Options{Command: command})
		if damage, err := p.Validate(t.Context(), letter(t)); err == nil {
			t.Errorf("%v: damage %q and no error", command, damage)
		}
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestAChildGoesWithItsParent(t *testing.T) {
	t.Parallel()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	command := exec.CommandContext(t.Context(), self)
	command.Env = append(os.Environ(), asChild+"=1")
	in, err := command.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	if err := in.Close(); err != nil {
		t.Fatal(err)
	}
	if err := command.Wait(); err != nil {
		t.Errorf("the child ended badly: %v", err)
	}
}
