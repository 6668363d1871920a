package fjernprint

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"
)

// maxProfile is how many bytes of a profile file are read.
const maxProfile = 1 << 20

// ProfileError is one thing that is wrong with a profile file.
type ProfileError struct {
	Line    int    // from 1; 0: the file as a whole
	Path    string // of the field, such as zones.OMR.w
	Problem string // what is wrong, and what is allowed
}

func (e *ProfileError) Error() string {
	switch {
	case e.Line == 0:
		return e.Problem
	case e.Path == "":
		return fmt.Sprintf("line %d: %s", e.Line, e.Problem)
	}
	return fmt.Sprintf("line %d: %s: %s", e.Line, e.Path, e.Problem)
}

// ReadProfile reads a profile file (YAML). Unknown fields, unknown rules,
// impossible numbers and zones outside the page are errors that name the line: it
// returns all that it finds, joined, each a [*ProfileError].
//
// A file that extends a built-in profile begins as that one, and states what
// differs: fields that are not stated are inherited, at every depth. Zones are
// merged by name, rules by id, codes and postal categories by key; "pages: none"
// takes an inherited zone out. Lists of plain values, versions and postage, are
// replaced as a whole. Only name is never inherited, and may not be a built-in
// profile's.
func ReadProfile(r io.Reader) (*Profile, error) {
	content, err := io.ReadAll(io.LimitReader(r, maxProfile+1))
	if err != nil {
		return nil, fmt.Errorf("read profile: %w", err)
	}
	if len(content) > maxProfile {
		return nil, &ProfileError{Problem: fmt.Sprintf("the file is larger than %d bytes", maxProfile)}
	}
	p, err := parse(content, BuiltIn)
	if err != nil {
		return nil, err
	}
	if slices.Contains(ProfileNames(), p.Name) {
		return nil, &ProfileError{Problem: fmt.Sprintf("name: %s is a built-in profile; give yours a name of its own", p.Name)}
	}
	return p, nil
}

//go:embed profiles/*.yaml
var profileFiles embed.FS

// builtIns reads the built-in profiles, once.
var builtIns = sync.OnceValues(func() (map[string]*Profile, error) {
	profiles := map[string]*Profile{}
	known := func(name string) (*Profile, bool) { p, ok := profiles[name]; return p, ok }
	for _, name := range ProfileNames() { // the default first, which others extend
		content, err := profileFiles.ReadFile(path.Join("profiles", name+".yaml"))
		if err != nil {
			return nil, fmt.Errorf("profile %s: %w", name, err)
		}
		if profiles[name], err = parse(content, known); err != nil {
			return nil, fmt.Errorf("profile %s: %w", name, err)
		}
	}
	return profiles, nil
})

// BuiltIn is a built-in profile by name.
func BuiltIn(name string) (*Profile, bool) {
	profiles, err := builtIns()
	if err != nil {
		return nil, false
	}
	p, ok := profiles[name]
	return p, ok
}

// ProfileNames lists the built-in profiles, the default first.
func ProfileNames() []string {
	return []string{DefaultProfile, "nets-share", "no-sdp", "uk-notify"}
}

// parse reads a file that may extend what base knows.
func parse(content []byte, base func(string) (*Profile, bool)) (*Profile, error) {
	decoder := yaml.NewDecoder(bytes.NewReader(content))
	var file yaml.Node
	switch err := decoder.Decode(&file); {
	case errors.Is(err, io.EOF):
		return nil, &ProfileError{Line: 1, Problem: "the file is empty; a profile needs at least a name"}
	case err != nil:
		return nil, &ProfileError{Problem: "the file is no YAML: " + strings.TrimPrefix(err.Error(), "yaml: ")}
	}
	if err := decoder.Decode(&yaml.Node{}); !errors.Is(err, io.EOF) {
		return nil, &ProfileError{Problem: "the file has more than one document; a profile is a single one"}
	}
	c := &checked{root: file.Content[0]}
	c.shape()
	if err := c.err(); err != nil {
		return nil, err
	}
	p := &Profile{}
	if name := scalar(c.root, "extends"); name != "" {
		extended, ok := base(name)
		if !ok {
			c.fail([]string{"extends"}, "no built-in profile is called %q; there are %s", name, strings.Join(ProfileNames(), ", "))
			return nil, c.err()
		}
		p = extended.clone()
		p.Name = ""
	}
	if err := p.merge(c.root); err != nil {
		return nil, err
	}
	c.ranges(p)
	if err := c.err(); err != nil {
		return nil, err
	}
	return p, nil
}

// clone is a copy that shares nothing that merge changes.
func (p *Profile) clone() *Profile {
	c := *p
	c.Rules = maps.Clone(p.Rules)
	for id, s := range c.Rules {
		s.Codes = maps.Clone(s.Codes)
		c.Rules[id] = s
	}
	c.Zones = slices.Clone(p.Zones)
	c.Prices.ByCategory = maps.Clone(p.Prices.ByCategory)
	return &c
}

// merge lays a file, whose shape is right, over the profile.
func (p *Profile) merge(root *yaml.Node) error {
	zones, rules := p.Zones, p.Rules
	p.Zones, p.Rules = nil, nil
	if err := root.Decode(p); err != nil {
		return fmt.Errorf("decode profile: %w", err)
	}
	p.Zones, p.Rules = zones, rules
	for _, node := range items(child(root, "zones")) {
		name := scalar(node, "name")
		i := slices.IndexFunc(p.Zones, func(z Zone) bool { return z.Name == name })
		if i < 0 {
			i = len(p.Zones)
			p.Zones = append(p.Zones, Zone{Marks: marksAll})
		}
		if err := node.Decode(&p.Zones[i]); err != nil {
			return fmt.Errorf("decode zone %s: %w", name, err)
		}
	}
	p.Zones = slices.DeleteFunc(p.Zones, func(z Zone) bool { return z.Pages == pagesNone })
	for id, node := range pairs(child(root, "rules")) {
		setting := p.Rules[RuleID(id)]
		if err := node.Decode(&setting); err != nil {
			return fmt.Errorf("decode rule %s: %w", id, err)
		}
		if p.Rules == nil {
			p.Rules = map[RuleID]Setting{}
		}
		p.Rules[RuleID(id)] = setting
	}
	return nil
}

// child is the value of a key of a mapping, nil when there is none.
func child(node *yaml.Node, key string) *yaml.Node {
	for name, value := range pairs(node) {
		if name == key {
			return value
		}
	}
	return nil
}

// scalar is the plain value of a key, "" when there is none.
func scalar(node *yaml.Node, key string) string {
	if v := child(node, key); v != nil && v.Kind == yaml.ScalarNode && v.Tag != "!!null" {
		return v.Value
	}
	return ""
}

// pairs are the keys and values of a mapping, in the order of the file.
func pairs(node *yaml.Node) func(yield func(string, *yaml.Node) bool) {
	return func(yield func(string, *yaml.Node) bool) {
		if node == nil || node.Kind != yaml.MappingNode {
			return
		}
		for i := 0; i+1 < len(node.Content); i += 2 {
			if !yield(node.Content[i].Value, node.Content[i+1]) {
				return
			}
		}
	}
}

// items are the elements of a sequence.
func items(node *yaml.Node) []*yaml.Node {
	if node == nil || node.Kind != yaml.SequenceNode {
		return nil
	}
	return node.Content
}
