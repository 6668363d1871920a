package worker

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// MaxFrame bounds what either side takes: a document, or a picture.
const MaxFrame = 128 << 20

// Task says what a child is to do with a document.
type Task string

// Tasks.
const (
	Validate Task = "validate"
	Render   Task = "render"
)

// Job is a document to work on.
type Job struct {
	Task Task `json:"task"`
	Page int  `json:"page,omitempty"` // of Render, from 1
	DPI  int  `json:"dpi,omitempty"`

	Document []byte `json:"-"`
}

// Answer is what came of a job.
type Answer struct {
	Damage string `json:"damage,omitempty"` // what validation found
	Failed string `json:"failed,omitempty"` // why the job could not be done

	Picture []byte `json:"-"` // a PNG
}

var errFrame = errors.New("the frame makes no sense")

// A frame is two lengths, a JSON head and a body.
func writeFrame(w io.Writer, head any, body []byte) error {
	encoded, err := json.Marshal(head)
	if err != nil {
		return fmt.Errorf("encode a frame: %w", err)
	}
	frame := binary.BigEndian.AppendUint32(nil, uint32(len(encoded)))
	frame = binary.BigEndian.AppendUint32(frame, uint32(len(body)))
	if _, err := w.Write(append(frame, encoded...)); err != nil {
		return err
	}
	_, err = w.Write(body)
	return err
}

func readFrame(r io.Reader, head any) (body []byte, err error) {
	var lengths [8]byte
	if _, err := io.ReadFull(r, lengths[:]); err != nil {
		return nil, err
	}
	headLen, bodyLen := binary.BigEndian.Uint32(lengths[:4]), binary.BigEndian.Uint32(lengths[4:])
	if headLen > 1<<20 || bodyLen > MaxFrame {
		return nil, errFrame
	}
	both := make([]byte, headLen+bodyLen)
	if _, err := io.ReadFull(r, both); err != nil {
		return nil, errors.Join(errFrame, err)
	}
	if err := json.Unmarshal(both[:headLen], head); err != nil {
		return nil, errors.Join(errFrame, err)
	}
	return both[headLen:], nil
}

// ReadJob reads a job; io.EOF when there will be no more.
func ReadJob(r io.Reader) (Job, error) {
	var j Job
	body, err := readFrame(r, &j)
	j.Document = body
	return j, err
}

// WriteAnswer writes an answer.
func WriteAnswer(w io.Writer, a Answer) error { return writeFrame(w, a, a.Picture) }
