package memo_test

import (
	"fmt"
	"strings"

	"github.com/brevdue/brevdue/post/memo"
)

func ExampleRead() {
	doc := `<Message xmlns="https://DigitalPost.dk/MeMo-1" memoVersion="1.2"><MessageHeader>
<messageType>NEMSMS</messageType><messageUUID>1e1d2c3b-4a59-4687-aa8b-7c6d5e4f3a2b</messageUUID><label/>
<Sender><senderID>99999901</senderID><idType>CVR</idType></Sender>
<Recipient><recipientID>0305709990</recipientID><idType>CPR</idType></Recipient></MessageHeader></Message>`
	m, findings, err := memo.Read(strings.NewReader(doc), nil, memo.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range append(findings, m.Check(memo.CheckOptions{})...) {
		fmt.Printf("%v [%s]\n", f, f.Code)
	}
	// Output:
	// /Message/MessageHeader/Sender/label: xsd.element.missing, wants at least 1, found "0" (schema) []
	// /Message/MessageHeader/notification: MEMO-R4, wants a text, it is the whole NemSMS (business) [empty.notification.not.allowed]
}
