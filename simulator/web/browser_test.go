package web

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// TestPagesInABrowser loads every state in Danish and English, at 1280 and 390
// pixels, in the light and the dark scheme, and looks for what WCAG 2.1 AA and our
// policy forbid. BREVDUE_SHOTS=DIR keeps pictures.
func TestPagesInABrowser(t *testing.T) {
	t.Parallel()
	path := browser(t)
	server := httptest.NewServer(stateServer(t))
	t.Cleanup(server.Close)

	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	t.Cleanup(cancel)
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path))
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox)
	}
	ctx, cancel = chromedp.NewExecAllocator(ctx, options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	said := listen(ctx, t)

	for _, p := range pageStates() {
		for i, width := range []int64{1280, 390} {
			for j, scheme := range []string{"light", "dark"} {
				lang := []string{danish, english}[(i+j)%2]
				name := fmt.Sprintf("%s.%s.%d.%s", p.name, lang, width, scheme)
				look(ctx, t, server.URL+"/state/"+p.name+"?lang="+lang, name, width, scheme)
				for _, line := range said() {
					t.Errorf("%s: the console says: %s", name, line)
				}
			}
		}
	}
}

// browser finds Chromium. CI must have one; a person's machine need not.
func browser(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "headless-shell"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv("CI") == "true" {
		t.Fatal("there is no chromium: install it (apt-get install chromium)")
	}
	t.Skip("there is no chromium")
	return ""
}

// stateServer serves the states under the site's own policy.
func stateServer(t *testing.T) http.Handler {
	t.Helper()
	r, err := newRenderer()
	if err != nil {
		t.Fatal(err)
	}
	pdf := fpdf.New("P", "mm", "A4", "")
	pdf.AddPage()
	pdf.SetFont("Helvetica", "", 20)
	pdf.Cell(100, 20, "Brev")
	var document bytes.Buffer
	if err := pdf.Output(&document); err != nil {
		t.Fatal(err)
	}
	files := static()
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		secure(w.Header())
		if strings.HasPrefix(req.URL.Path, "/static/") {
			files.ServeHTTP(w, req)
			return
		}
		if name, ok := strings.CutPrefix(req.URL.Path, "/state/"); ok {
			at := slices.IndexFunc(pageStates(), func(p pageState) bool { return p.name == name })
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = w.Write([]byte(pageStates()[at].render(t, r, req.URL.Query().Get("lang"))))
			return
		}
		kind := "text/plain; charset=utf-8"
		content := []byte("Klagefristen er fire uger.\n")
		if req.URL.Path == "/doc.pdf" {
			kind, content = "application/pdf", document.Bytes()
		}
		documentPolicy(w.Header())
		w.Header().Set("Content-Type", kind)
		_, _ = w.Write(content)
	})
}

// listen gathers what the console says; the function returned hands it over.
func listen(ctx context.Context, t *testing.T) func() []string {
	t.Helper()
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank")); err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	var lines []string
	messages := chromedp.Console(ctx)
	go func() {
		for m, err := range messages {
			if err != nil {
				return
			}
			mu.Lock()
			lines = append(lines, string(m.Type)+" "+m.Text)
			mu.Unlock()
		}
	}()
	return func() []string {
		mu.Lock()
		defer mu.Unlock()
		out := lines
		lines = nil
		return out
	}
}

func look(ctx context.Context, t *testing.T, url, name string, width int64, scheme string) {
	t.Helper()
	dress := chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
		return err
	})
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 1000), dress, chromedp.Navigate(url)); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	faults, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](inspection))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	nameless, err := chromedp.Run(ctx, accessibleNames())
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	for _, fault := range append(faults, nameless...) {
		t.Errorf("%s: %s", name, fault)
	}
	if dir := os.Getenv("BREVDUE_SHOTS"); dir != "" {
		picture, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name+".png"), picture, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// accessibleNames asks the browser's accessibility tree for controls without a name.
func accessibleNames() chromedp.Action[[]string] {
	need := []string{"link", "button", "textbox", "searchbox", "combobox", "Iframe", "navigation", "region", "image", "heading", "DateTime"}
	return func(ctx context.Context, target *chromedp.Target) ([]string, error) {
		tree, err := cdp.Call(ctx, target, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{})
		if err != nil {
			return nil, err
		}
		var nameless []string
		for _, node := range tree.Nodes {
			role := text(node.Role)
			if !node.Ignored && slices.Contains(need, role) && text(node.Name) == "" {
				nameless = append(nameless, "a "+role+" has no accessible name")
			}
		}
		return nameless, nil
	}
}

func text(v *accessibility.Value) string {
	if v == nil {
		return ""
	}
	return strings.Trim(string(v.Value), `" `)
}

// inspection runs in the page and returns what is wrong with it.
const inspection = `(() => {
  const wrong = [];
  const root = document.documentElement;
  if (!["da", "en"].includes(root.lang)) wrong.push("lang is " + root.lang);
  if (root.scrollWidth > innerWidth) {
    const wide = [...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest(".visually-hidden"));
    wrong.push("scrolls sideways: " + root.scrollWidth + " > " + innerWidth + " because of " + wide.slice(0, 3).map(e => e.tagName + "." + e.className).join(", "));
  }
  let level = 0;
  const heads = [...document.querySelectorAll("h1,h2,h3,h4")];
  if (heads.filter(h => h.tagName === "H1").length !== 1) wrong.push("there is not one h1");
  for (const h of heads) {
    const n = Number(h.tagName[1]);
    if (n > level + 1) wrong.push("heading jumps to " + h.tagName + " " + h.textContent);
    level = n;
  }
  for (const part of ["main", "header", "footer"]) if (!document.querySelector(part)) wrong.push("no " + part);
  const ids = [...document.querySelectorAll("[id]")].map(e => e.id);
  for (const id of new Set(ids)) if (ids.filter(i => i === id).length > 1) wrong.push("id twice: " + id);
  for (const l of document.querySelectorAll("[aria-labelledby]")) if (!document.getElementById(l.getAttribute("aria-labelledby"))) wrong.push("labelled by nothing: " + l.getAttribute("aria-labelledby"));
  if (document.querySelector("[style],[onclick],script:not([src])")) wrong.push("inline style or script");
  const rgb = s => (s.match(/[\d.]+/g) || []).map(Number);
  const lum = ([r, g, b]) => { const f = c => (c /= 255) <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4; return .2126 * f(r) + .7152 * f(g) + .0722 * f(b); };
  const ground = e => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor); if (c.length === 3 || c[3] === 1) return c; } return [255, 255, 255]; };
  const seen = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let n; n = walker.nextNode();) {
    const e = n.parentElement;
    if (!n.textContent.trim() || seen.has(e) || e.closest("script,iframe")) continue;
    seen.add(e);
    const box = e.getBoundingClientRect();
    if (!box.width) continue;
    if (box.width < 60 && box.height > 120 && getComputedStyle(e).whiteSpace !== "nowrap") wrong.push("a sliver of text: " + n.textContent.trim().slice(0, 30));
    const a = lum(rgb(getComputedStyle(e).color)), b = lum(ground(e));
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (ratio < 4.5) wrong.push("contrast " + ratio.toFixed(2) + ": " + n.textContent.trim().slice(0, 30));
  }
  for (const e of document.querySelectorAll("button,input,select,.button,.nav a,summary")) {
    const box = e.getBoundingClientRect();
    if (box.width && (box.height < 24 || box.width < 24)) wrong.push("target too small: " + (e.textContent || e.name).trim());
  }
  for (const e of [...document.querySelectorAll("a,button,input,select")].slice(0, 40)) {
    e.focus();
    if (document.activeElement === e && e.matches(":focus-visible") && getComputedStyle(e).outlineStyle === "none") wrong.push("focus is invisible: " + e.textContent);
  }
  document.activeElement.blur();
  scrollTo(0, 0);
  return wrong;
})()`
