package world

// sendSMS sends a NemSMS. It is a reminder without legal effect: there is no
// arrival (DK-SMS-03). What receipts the platform gives is not public; ours are
// those of a digital letter, about the channel sms (our choice).
func (k *work) sendSMS(r *record) {
	r.State = StateSent
	k.noteOn(r, Event{Kind: KindSMSSent, Channel: ChannelSMS, Rule: "DK-SMS-01", Text: "The NemSMS was sent to the enrolled number."})
	k.issue(r, ChannelSMS, StatusDigitalDelivered, "", "")
}
