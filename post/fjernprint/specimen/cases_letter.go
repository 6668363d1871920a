package specimen

import (
	"github.com/brevdue/brevdue/post/fjernprint"
	"github.com/brevdue/brevdue/post/fjernprint/geom"
)

// letterCases are FP-050 to FP-052: the letter as a whole.
func letterCases() []Case {
	const reject, info = fjernprint.Reject, fjernprint.Info
	duplex, c5, message := imprint(), imprint(), imprint()
	duplex.Duplex, c5.Envelope, message.Digital = true, "C5", true
	both := duplex
	both.Envelope = "C5"
	return []Case{
		breaking("FP-050", reject, "41 sheets", "41 ark", enclosed(41, nil)),
		breaking("FP-050", reject, "41 sheets, both sides printed", "41 ark med tryk på begge sider", enclosed(81, nil)).told(duplex),
		breaking("FP-050", reject, "41 sheets with attachments that begin one each", "41 ark med bilag, der hver begynder på et nyt ark", enclosed(77, repeated(2, 1))).told(duplex),
		breaking("FP-050", info, "9 sheets, which take a large envelope", "9 ark, der kræver en stor kuvert", enclosed(9, nil)),
		neighbour("FP-050", reject, "40 sheets", "40 ark", enclosed(40, nil)),
		neighbour("FP-050", reject, "40 sheets, both sides printed", "40 ark med tryk på begge sider", enclosed(80, nil)).told(duplex),
		neighbour("FP-050", reject, "40 sheets with attachments that begin one each", "40 ark med bilag, der hver begynder på et nyt ark", enclosed(76, repeated(2, 1))).told(duplex),

		breaking("FP-051", reject, "9 sheets for a small envelope", "9 ark til en lille kuvert", enclosed(9, nil)).told(c5),
		breaking("FP-051", reject, "9 sheets for a small envelope, an attachment among them", "9 ark til en lille kuvert med et bilag", enclosed(15, repeated(1, 1))).told(both),
		neighbour("FP-051", reject, "8 sheets for a small envelope", "8 ark til en lille kuvert", enclosed(8, nil)).told(c5),
		neighbour("FP-051", reject, "8 sheets for a small envelope, both sides printed", "8 ark til en lille kuvert med tryk på begge sider", enclosed(16, nil)).told(both),

		breaking("FP-052", reject, "11 attachments to a message", "11 bilag til en meddelelse", enclosed(1, repeated(11, 1))).told(message),
		// So many attachments are too many sheets for any envelope, too.
		breaking("FP-052", reject, "101 attachments to a letter", "101 bilag til et brev", enclosed(1, repeated(101, 1))).also("FP-050"),
		neighbour("FP-052", reject, "10 attachments to a message", "10 bilag til en meddelelse", enclosed(1, repeated(10, 1))).told(message),
		neighbour("FP-052", reject, "11 attachments to a letter", "11 bilag til et brev", enclosed(1, repeated(11, 1))),
		neighbour("FP-052", reject, "100 attachments to a letter", "100 bilag til et brev", enclosed(1, repeated(100, 1))).also("FP-050"),
	}
}

// repeated are n attachments of so many pages.
func repeated(n, pages int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = pages
	}
	return all
}

// enclosed is a letter of so many pages and attachments of so many.
func enclosed(pages int, attachments []int) func() ([][]byte, error) {
	return func() ([][]byte, error) {
		main, err := pagedBytes(pages, nil)
		if err != nil {
			return nil, err
		}
		all := [][]byte{main}
		made := map[int][]byte{} // of the same length, the same
		for _, n := range attachments {
			if made[n] == nil {
				if made[n], err = attached(n); err != nil {
					return nil, err
				}
			}
			all = append(all, made[n])
		}
		return all, nil
	}
}

// attached is an attachment.
func attached(pages int) ([]byte, error) {
	d, err := newDocument()
	if err != nil {
		return nil, err
	}
	for range pages {
		p := d.page()
		p.write([]line{{bold, 14, 22, 100, "Bilag"}})
		p.fill(geom.Rect{X0: 22, Y0: 103, X1: 60, Y1: 103.3})
	}
	return d.bytes(), nil
}
