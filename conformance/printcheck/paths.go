package printcheck

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/brevdue/brevdue/post/fjernprint"
)

// target is one letter to be checked: usually one file.
type target struct {
	name  string
	parts []fjernprint.Part
}

// maxStdin bounds what is read from standard input: far more than any profile takes.
const maxStdin = 128 << 20

// letters finds what the command line names: every file is a letter of its own,
// unless they are parts of one.
func (c *Command) letters(stdin io.Reader) ([]target, error) {
	if len(c.Files) == 0 {
		return nil, errors.New("name PDF files, or a folder of them")
	}
	var all []target
	for _, name := range c.Files {
		found, err := find(name, stdin)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	if c.Letter {
		whole := target{name: all[0].name}
		for _, t := range all {
			whole.parts = append(whole.parts, t.parts...)
		}
		all = []target{whole}
	}
	return all, nil
}

func find(name string, stdin io.Reader) ([]target, error) {
	if name == "-" {
		return fromStdin(stdin)
	}
	info, err := os.Stat(name)
	if err != nil {
		return nil, fmt.Errorf("%s cannot be looked at: %w", name, err)
	}
	if !info.IsDir() {
		return []target{file(name, info)}, nil
	}
	var found []target
	err = filepath.WalkDir(name, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.EqualFold(filepath.Ext(path), ".pdf") {
			return err
		}
		info, err := os.Stat(path) // through links: what is checked is the file
		if err != nil || info.IsDir() {
			return err
		}
		found = append(found, file(path, info))
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("folder %s cannot be searched: %w", name, err)
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("folder %s holds no PDF file", name)
	}
	return found, nil
}

func file(path string, info fs.FileInfo) target {
	return target{path, []fjernprint.Part{{
		Name: filepath.Base(path), Size: info.Size(),
		Open: func() (io.ReadCloser, error) { return os.Open(path) },
	}}}
}

func fromStdin(stdin io.Reader) ([]target, error) {
	content, err := io.ReadAll(io.LimitReader(stdin, maxStdin))
	if err != nil {
		return nil, fmt.Errorf("standard input cannot be read: %w", err)
	}
	const name = "standard-input"
	return []target{{name, []fjernprint.Part{{
		Name: name, Size: int64(len(content)),
		Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(content)), nil },
	}}}}, nil
}
