package conformance

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"regexp"
	"strconv"
	"strings"

	"github.com/cucumber/godog"

	"github.com/brevdue/brevdue/post/law"
)

// ErrNothing says that no scenario was selected.
var ErrNothing = errors.New("no scenario matches; check the tags: they name rules (@DK-EXEMPT-12) or countries (@DK)")

// ErrTag says that a tag asked for is on no scenario. A run that left it out
// silently would be green for a mistyped rule.
var ErrTag = errors.New("no scenario has the tag")

// ErrExpression says that a tag expression cannot be read. godog gives up on some
// of these without an error, and takes others for something else.
var ErrExpression = errors.New("a tag expression is tags with , (one of them) or && (all of them) between, each perhaps after ~ (not)")

// place is where a scenario stands in its file.
type place struct {
	feature  string
	name     string
	row      string // its cells, of an outline
	id       string // path:line of the scenario, or of the row of its outline
	outline  string // path:line of the scenario or outline
	tags     []string
	keywords map[string]string // of its steps, by id
}

// locate finds the place of every scenario selected, by the ids that godog gives
// them: it parses the same files in the same order again.
func locate(suite godog.TestSuite) (map[string]place, error) {
	if err := checkTags(suite); err != nil {
		return nil, err
	}
	parsed, err := suite.RetrieveFeatures()
	if err != nil {
		return nil, fmt.Errorf("conformance: reading the features: %w", err)
	}
	places := map[string]place{}
	for _, f := range parsed {
		for _, pickle := range f.Pickles {
			outline := f.FindScenario(pickle.AstNodeIds[0])
			p := place{
				feature: f.Feature.Name, name: pickle.Name,
				outline: f.Uri + ":" + strconv.FormatInt(outline.Location.Line, 10), keywords: map[string]string{},
			}
			p.id = p.outline
			if len(pickle.AstNodeIds) > 1 {
				_, row := f.FindExample(pickle.AstNodeIds[1])
				p.id = f.Uri + ":" + strconv.FormatInt(row.Location.Line, 10)
				cells := make([]string, len(row.Cells))
				for i, c := range row.Cells {
					cells[i] = c.Value
				}
				p.row = strings.Join(cells, " · ")
			}
			for _, t := range pickle.Tags {
				p.tags = append(p.tags, t.Name)
			}
			for _, st := range pickle.Steps {
				if step := f.FindStep(st.AstNodeIds[0]); step != nil {
					p.keywords[st.Id] = strings.TrimSpace(step.Keyword)
				}
			}
			places[pickle.Id] = p
		}
	}
	if len(places) == 0 {
		return nil, ErrNothing
	}
	return places, nil
}

// tagNames is the tags that an expression names, without @.
func tagNames(expression string) ([]string, error) {
	if expression == "" {
		return nil, nil
	}
	one := regexp.MustCompile(`^~?@?([^\s,&~@]+)$`)
	var names []string
	for all := range strings.SplitSeq(expression, "&&") {
		for term := range strings.SplitSeq(all, ",") {
			term = strings.TrimSpace(term)
			found := one.FindStringSubmatch(term)
			if found == nil {
				return nil, fmt.Errorf("%w: %q in %q is none", ErrExpression, term, expression)
			}
			names = append(names, found[1])
		}
	}
	return names, nil
}

// checkTags refuses an expression that cannot be read or names a tag which no
// scenario has.
func checkTags(suite godog.TestSuite) error {
	asked, err := tagNames(suite.Options.Tags)
	if err != nil || len(asked) == 0 {
		return err
	}
	everything := *suite.Options
	everything.Tags = ""
	parsed, err := godog.TestSuite{Name: suite.Name, Options: &everything}.RetrieveFeatures()
	if err != nil {
		return fmt.Errorf("conformance: reading the features: %w", err)
	}
	known := map[string]bool{}
	for _, f := range parsed {
		for _, pickle := range f.Pickles {
			for _, t := range pickle.Tags {
				known[strings.TrimPrefix(t.Name, "@")] = true
			}
		}
	}
	for _, tag := range asked {
		if !known[tag] {
			return fmt.Errorf("%w @%s; brevdue verify --list shows them", ErrTag, tag)
		}
	}
	return nil
}

// tagsFor is the tag expression for rule ids and families (DK-EXEMPT-12, DK-COV) and
// for print rules (FP-040), narrowed by an expression. Rules that no scenario is
// tagged with are left out where their family was asked for; asked for by its own id
// such a rule is [ErrTag].
func tagsFor(rules law.Rules, tagged map[law.ID]bool, ids []string, narrowed string) (string, error) {
	var wanted []string
	for _, id := range ids {
		if isPrintRule(id) {
			wanted = append(wanted, "@"+strings.ToUpper(strings.TrimSpace(id))) // checkTags finds those on no scenario
			continue
		}
		found, err := rules.Search(id)
		if err != nil {
			return "", err
		}
		before := len(wanted)
		for _, r := range found {
			if tagged[r.ID] {
				wanted = append(wanted, "@"+string(r.ID))
			}
		}
		if len(wanted) == before {
			return "", fmt.Errorf("%w @%s; brevdue verify --list shows them", ErrTag, strings.ToUpper(id))
		}
	}
	expression := strings.Join(wanted, ",")
	if narrowed != "" {
		expression += " && " + narrowed
	}
	return expression, nil
}

// reader is a suite that only reads the features.
func reader(features fs.FS, tags string) godog.TestSuite {
	return godog.TestSuite{Name: "brevdue", Options: &godog.Options{FS: features, Paths: []string{"."}, Tags: tags, Output: io.Discard}}
}
