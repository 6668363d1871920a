# language: da
@DK
Egenskab: Hvem der må sende Digital Post

  Baggrund:
    Givet at klokken er "2024-03-01 09:00" dansk tid
    Og at Anna er tilsluttet Digital Post

  @DK-SEND-02
  Scenarie: En afsender uden tilslutningsaftale afvises
    Givet at Eksempelkøbing Kommune ikke har nogen tilslutningsaftale
    Når kommunen sender "Afgørelse" til Anna kun som Digital Post
    Så bliver "Afgørelse" afvist med det samme, fordi afsenderen mangler en tilslutningsaftale
    Og udbyderen har ikke slået Anna op
    Og der er intet nyt brev i Annas postkasse

  @DK-SEND-01
  Scenarie: En privat afsender kan ikke sende som offentlig
    Givet at Forsikringen er en privat afsender med en tilslutningsaftale
    Når Forsikringen sender "Afgørelse" til Anna kun som Digital Post, som om det var myndighedspost
    Så bliver "Afgørelse" afvist med det samme, fordi afsenderen ikke er offentlig
    Og der er intet nyt brev i Annas postkasse

  @DK-ARR-04 @DK-SEND-05
  Scenarie: Den viste afsender er den registrerede myndighed
    Givet at Eksempelkøbing Kommune har en tilslutningsaftale
    Og at Nabokøbing Kommune har en tilslutningsaftale
    Når kommunen sender "Afgørelse" til Anna kun som Digital Post
    Så viser Annas postkasse "Eksempelkøbing Kommune" som afsender af "Afgørelse"
    Når Nabokøbing Kommune sender "Forfalsket" til Anna kun som Digital Post, i Eksempelkøbing Kommunes navn
    Så bliver "Forfalsket" afvist med det samme, fordi afsenderen ikke er den, der sender
    Og "Forfalsket" er ikke i Annas postkasse
    Når Nabokøbing Kommune bruger Eksempelkøbing Kommunes adgangsbevis med sit eget certifikat
    Så afvises adgangsbeviset
