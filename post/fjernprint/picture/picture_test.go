package picture_test

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"image"
	"image/png"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/brevdue/brevdue/post/fjernprint"
	"github.com/brevdue/brevdue/post/fjernprint/picture"
	"github.com/brevdue/brevdue/post/fjernprint/specimen"
)

func request(t *testing.T) picture.Request {
	t.Helper()
	content, err := specimen.Letter(specimen.Options{Pages: 2, Text: []string{"0703941234 <b>&"}})
	if err != nil {
		t.Fatal(err)
	}
	profile, _ := fjernprint.BuiltIn(fjernprint.DefaultProfile)
	return picture.Request{Content: content, Profile: profile, Main: true, Page: 1}
}

// wellFormed reads the picture as XML and returns its texts.
func wellFormed(t *testing.T, svg []byte) (texts []string) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(svg))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return texts
		}
		if err != nil {
			t.Fatalf("the picture is no XML: %v", err)
		}
		switch token := token.(type) {
		case xml.CharData:
			texts = append(texts, string(token))
		case xml.StartElement:
			if token.Name.Local == "script" || token.Name.Local == "foreignObject" {
				t.Errorf("the picture has a <%s>", token.Name.Local)
			}
		}
	}
}

func contains(texts []string, want string) bool {
	return strings.Contains(strings.Join(texts, "\n"), want)
}

func TestAPictureHasZonesFindingsAndMoves(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		direction fjernprint.Direction
		dx, dy    float64 // sign of the arrow
	}{
		{fjernprint.Right, 1, 0},
		{fjernprint.Left, -1, 0},
		{fjernprint.Up, 0, -1},
		{fjernprint.Down, 0, 1},
	} {
		r := request(t)
		r.Findings = []fjernprint.Finding{
			{Rule: "FP-040", Severity: fjernprint.Reject, Page: 1, Zone: "OMR", Box: &fjernprint.Box{X: 12, Y: 100, W: 30, H: 4},
				Move: &fjernprint.Move{Direction: c.direction, MM: 4.7}, Excerpt: "<b>\x00070394****"},
			{Rule: "FP-041", Severity: fjernprint.Warn, Page: 2},
		}
		svg, err := picture.Page(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		texts := wellFormed(t, svg)
		for _, want := range []string{"OMR", "SDL", "ADDRESS", "FP-040", "4.7 mm", "Prøvebrev"} {
			if !contains(texts, want) {
				t.Errorf("the picture does not say %q", want)
			}
		}
		for _, wrong := range []string{"FP-041", "0703941234", "\x00", "\uFFFD"} {
			if contains(texts, wrong) {
				t.Errorf("the picture says %q", wrong)
			}
		}
		arrow := regexp.MustCompile(`class="move" d="M([\d.-]+) ([\d.-]+)L([\d.-]+) ([\d.-]+)"`).FindSubmatch(svg)
		if arrow == nil {
			t.Fatal("there is no arrow")
		}
		var at [4]float64
		for i := range at {
			if at[i], err = strconv.ParseFloat(string(arrow[i+1]), 64); err != nil {
				t.Fatal(err)
			}
		}
		if dx, dy := at[2]-at[0], at[3]-at[1]; dx*c.dx < 0 || dy*c.dy < 0 || (dx == 0) != (c.dx == 0) || (dy == 0) != (c.dy == 0) {
			t.Errorf("the arrow of %s points by %g, %g", c.direction, dx, dy)
		}
	}
}

func TestTheWindowIsOnTheFirstPageOfTheMainDocumentOnly(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		main bool
		page int
		want bool
	}{{true, 1, true}, {true, 2, false}, {false, 1, false}} {
		r := request(t)
		r.Main, r.Page = c.main, c.page
		svg, err := picture.Page(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		texts := wellFormed(t, svg)
		if got := contains(texts, "ADDRESS"); got != c.want || !contains(texts, "OMR") {
			t.Errorf("main %t, page %d: the window is drawn: %t", c.main, c.page, got)
		}
	}
	r := request(t)
	r.Page = 3
	if _, err := picture.Page(t.Context(), r); err == nil {
		t.Error("a page that is not there was drawn")
	}
	r = request(t)
	r.Content = []byte("no PDF")
	if _, err := picture.Page(t.Context(), r); err == nil {
		t.Error("what is no PDF was drawn")
	}
}

// press renders every page grey, or fails, or gives something else.
type press struct{ fails, lies bool }

func (p press) Render(context.Context, []byte, int, int) ([]byte, error) {
	switch {
	case p.fails:
		return nil, errors.New("no ink")
	case p.lies:
		return []byte("<svg/>"), nil
	}
	var out bytes.Buffer
	err := png.Encode(&out, image.NewGray(image.Rect(0, 0, 4, 4)))
	return out.Bytes(), err
}

func TestTheRenderedPageLiesUnderneathAndMarksStandInForIt(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		renderer picture.Renderer
		raster   bool
	}{{nil, false}, {press{}, true}, {press{fails: true}, false}, {press{lies: true}, false}} {
		r := request(t)
		r.Renderer, r.Danish = c.renderer, true
		svg, err := picture.Page(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		texts := wellFormed(t, svg)
		if got := bytes.Contains(svg, []byte("data:image/png;base64,")); got != c.raster || contains(texts, "Prøvebrev") == c.raster {
			t.Errorf("%v: raster %t", c.renderer, got)
		}
		if !contains(texts, "skal være fri") {
			t.Error("the legend is not in Danish")
		}
		again, err := picture.Page(t.Context(), r)
		if err != nil || !bytes.Equal(svg, again) {
			t.Errorf("a second picture differs (%v)", err)
		}
	}
}

func TestPicturesOfPagesWithFindings(t *testing.T) {
	t.Parallel()
	findings := []fjernprint.Finding{{Page: 3}, {Page: 1}, {Page: 0}, {Page: 3}, {Page: 2}}
	if got := picture.WithFindings(findings, 2); len(got) != 2 || got[0] != 1 || got[1] != 2 {
		t.Errorf("pages %v", got)
	}
}

func TestAPictureOfManyFindingsStaysSmall(t *testing.T) {
	t.Parallel()
	r := request(t)
	for range 5000 {
		r.Findings = append(r.Findings, fjernprint.Finding{Rule: "FP-046", Severity: fjernprint.Warn, Page: 1, Box: &fjernprint.Box{X: -1e300, W: 2e300, H: 1}, En: "x"})
	}
	svg, err := picture.Page(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	texts := wellFormed(t, svg)
	if len(svg) > 1<<17 {
		t.Errorf("%d bytes", len(svg))
	}
	for _, want := range []string{"4986 findings more", "4940 findings are not outlined"} {
		if !contains(texts, want) {
			t.Errorf("the legend does not say %q", want)
		}
	}
}
