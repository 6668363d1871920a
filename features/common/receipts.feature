# language: da
@DK
Egenskab: Kvitteringer
  Et svar straks betyder, at udbyderen har taget imod brevet. Hvad der blev af det, siger kvitteringen.

  Baggrund:
    Givet at klokken er "2024-03-01 09:00" dansk tid
    Og at Eksempelkøbing Kommune har en tilslutningsaftale

  @DK-REC-01
  Scenarie: Accepteret er ikke leveret
    Givet at Anna er fritaget for Digital Post
    Når kommunen sender "Afgørelse" til Anna kun som Digital Post
    Så svarede udbyderen straks, at "Afgørelse" var modtaget
    Og kommunen får en negativ kvittering, fordi modtageren er fritaget
    Og kommunen regner "Afgørelse" for afvist
    Og "Afgørelse" har aldrig været regnet for printet eller kommet frem

  @DK-REC-02
  Abstrakt Scenario: Hvert forhold hos modtageren har sin egen kvittering
    Givet at Anna <forhold>
    Når kommunen sender "Brev" til Anna <kanal>
    Så <udfald>
    Og "Brev" har præcis ét endeligt udfald, nemlig "<kvittering>"

    Eksempler: Digital Post, der kommer frem
      | forhold                    | kanal                | udfald                                 | kvittering             |
      | er tilsluttet Digital Post | kun som Digital Post | regner kommunen "Brev" for kommet frem | Afleveret Digital Post |
      | er tilsluttet Digital Post | med automatisk valg  | regner kommunen "Brev" for kommet frem | Afleveret Digital Post |

    @DK-SEND-04 @DK-REC-06
    Eksempler: Breve, der afvises
      | forhold                                            | kanal                | udfald                                                                    | kvittering |
      | er fritaget for Digital Post                       | kun som Digital Post | får kommunen en negativ kvittering, fordi modtageren er fritaget          | Fejlet     |
      | er født den "2012-01-15" og bor i Danmark          | kun som Digital Post | får kommunen en negativ kvittering, fordi modtageren er under femten år   | Fejlet     |
      | er død                                             | kun som Digital Post | får kommunen en negativ kvittering, fordi modtagerens postkasse er lukket | Fejlet     |
      | ikke findes i registret                            | kun som Digital Post | får kommunen en negativ kvittering, fordi modtageren er ukendt            | Fejlet     |
      | aldrig har boet i Danmark og ikke har tilmeldt sig | kun som Digital Post | får kommunen en negativ kvittering, fordi modtageren ikke er tilsluttet   | Fejlet     |
      | er død                                             | med automatisk valg  | får kommunen en negativ kvittering, fordi modtagerens postkasse er lukket | Fejlet     |

    @DK-PRINT-01
    Eksempler: Automatisk valg, der bliver til papir
      | forhold                                            | kanal               | udfald                             | kvittering            |
      | er fritaget for Digital Post                       | med automatisk valg | regner kommunen "Brev" for printet | Modtaget Post Danmark |
      | er født den "2012-01-15" og bor i Danmark          | med automatisk valg | regner kommunen "Brev" for printet | Modtaget Post Danmark |
      | ikke findes i registret                            | med automatisk valg | regner kommunen "Brev" for printet | Modtaget Post Danmark |
      | aldrig har boet i Danmark og ikke har tilmeldt sig | med automatisk valg | regner kommunen "Brev" for printet | Modtaget Post Danmark |

    @DK-SMS-01 @DK-SMS-03
    Eksempler: NemSMS til den, der er tilmeldt
      | forhold                                           | kanal      | udfald                                                                | kvittering             |
      | er fritaget for Digital Post, men tilmeldt NemSMS | som NemSMS | er der sendt præcis én NemSMS til Anna, og den har ingen retsvirkning | Afleveret Digital Post |

    @DK-SMS-01 @DK-REC-06
    Eksempler: NemSMS til den, der ikke er tilmeldt
      | forhold                                              | kanal      | udfald                                                                       | kvittering |
      | er tilsluttet Digital Post, men ikke tilmeldt NemSMS | som NemSMS | får kommunen en negativ kvittering, fordi modtageren ikke er tilmeldt NemSMS | Fejlet     |

    @DK-SEND-03
    Eksempler: Fysisk post til den, der kunne have fået brevet digitalt
      | forhold                    | kanal           | udfald                                                                     | kvittering            |
      | er tilsluttet Digital Post | som fysisk post | er "Brev" printet, og det er noteret, at Anna kunne have fået det digitalt | Modtaget Post Danmark |

  @DK-REC-02
  Scenarie: Hver forsendelse får ét endeligt udfald
    Givet at Anna er tilsluttet Digital Post
    Og at Bo er fritaget for Digital Post
    Når kommunen sender "Digitalt brev" til Anna kun som Digital Post
    Og kommunen sender "Papirbrev" til Bo med automatisk valg
    Og kommunen sender "Afvist brev" til Bo kun som Digital Post
    Og der går "72 timer"
    Så har "Digitalt brev" præcis ét endeligt udfald, nemlig "Afleveret Digital Post"
    Og "Papirbrev" har præcis ét endeligt udfald, nemlig "Modtaget Post Danmark"
    Og "Afvist brev" har præcis ét endeligt udfald, nemlig "Fejlet"

  @DK-REC-03
  Scenarie: En kvittering, der ikke bekræftes, kommer igen før den næste
    Givet at Anna er tilsluttet Digital Post
    Og at kommunens modtagesystem ikke bekræfter den næste kvittering
    Når kommunen sender "Afgørelse" til Anna kun som Digital Post
    Så fik kommunens modtagesystem den første kvittering for "Afgørelse" mindst 2 gange, før den næste
    Og kommunen regner "Afgørelse" for kommet frem

  @DK-REC-04
  Scenarie: En kvittering, der kommer to gange, ændrer intet hos afsenderen
    Givet at Anna er tilsluttet Digital Post
    Og at udbyderen sender hver kvittering to gange
    Når kommunen sender "Afgørelse" til Anna kun som Digital Post
    Så regner kommunen "Afgørelse" for kommet frem
    Og kommunens modtagesystem har bekræftet hver kvittering for "Afgørelse", også gentagelserne

  @DK-REC-02
  Scenarie: Kvitteringer i forkert rækkefølge ender i den rigtige tilstand
    Givet at Anna er tilsluttet Digital Post
    Og at udbyderen bytter om på de næste 2 kvitteringer
    Når kommunen sender "Afgørelse" til Anna kun som Digital Post
    Så kom kvitteringen "Afleveret Digital Post" for "Afgørelse" før "Modtaget Digital Post"
    Og kommunen regner "Afgørelse" for kommet frem

  @DK-REC-05 @DK-REC-06
  Scenarie: En negativ kvittering siger hvorfor, en positiv har ingen fejl
    Givet at Anna er tilsluttet Digital Post
    Og at Bo er fritaget for Digital Post
    Når kommunen sender "Afgørelse" til Anna kun som Digital Post
    Og kommunen sender "Afslag" til Bo kun som Digital Post
    Og kommunen sender "Papirbrev" til Bo som fysisk post
    Så har alle kvitteringer for "Afgørelse" tomme fejldetaljer
    Og den negative kvittering for "Afslag" har både kode og tekst
    Og de digitale kvitteringer for "Afgørelse" bærer forsendelsens og meddelelsens id
    Og de fysiske kvitteringer for "Papirbrev" bærer afsendelsens id og henviser til forsendelsen

  @DK-REC-07
  Scenarie: En kvittering, der aldrig kommer, giver alarm og intet nyt brev
    Givet at Anna er tilsluttet Digital Post
    Og at udbyderens kvitteringer går tabt
    Når kommunen sender "Afgørelse" til Anna kun som Digital Post
    Så regner kommunen "Afgørelse" for accepteret
    Når der går "24 timer"
    Så regner kommunen "Afgørelse" for forsinket og slår alarm
    Og der er præcis ét brev med titlen "Afgørelse" i Annas postkasse
    Og kommunens system har sendt "Afgørelse" 1 gang

  @DK-REC-08
  Scenarie: Den samme meddelelse to gange leveres én gang, og afsenderen ved det
    Givet at Anna er tilsluttet Digital Post
    Når kommunen sender "Afgørelse" til Anna kun som Digital Post
    Og kommunens system sender "Afgørelse" igen med samme id
    Så er der præcis ét brev med titlen "Afgørelse" i Annas postkasse
    Og gentagelsen af "Afgørelse" har fået sin egen kvittering, der kalder den en gentagelse
    Og kommunen regner "Afgørelse" for kommet frem
