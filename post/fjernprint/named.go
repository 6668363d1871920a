package fjernprint

import (
	"errors"
	"fmt"
	"os"
	"path"
	"strings"
)

// NamedProfile is a built-in profile by its name, or one read from the file of
// that path. The error says which names there are, or what is wrong in the file.
func NamedProfile(name string) (*Profile, error) {
	if p, ok := BuiltIn(name); ok {
		return p, nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("there is no print profile %q: use %s, or the path of a profile file", name, strings.Join(ProfileNames(), ", "))
	}
	p, err := ReadProfile(f)
	if err = errors.Join(err, f.Close()); err != nil {
		return nil, fmt.Errorf("print profile %s: %w", name, err)
	}
	return p, nil
}

// BuiltInSource is the file of a built-in profile, comments and all, to begin
// one's own from.
func BuiltInSource(name string) ([]byte, bool) {
	if _, ok := BuiltIn(name); !ok {
		return nil, false
	}
	source, err := profileFiles.ReadFile(path.Join("profiles", name+".yaml"))
	return source, err == nil
}
