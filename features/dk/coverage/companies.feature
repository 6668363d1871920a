# language: da
@DK
Egenskab: Hvilke virksomheder og foreninger der er tilsluttet Digital Post

  Baggrund:
    Givet at Eksempelkøbing Kommune har en tilslutningsaftale

  @DK-COV-02
  Abstrakt Scenario: En enhed med CVR-nummer er tilsluttet, også en forening
    Givet at klokken er "2024-03-01 09:00" dansk tid
    Og at <art> Kajakklubben er registreret med CVR-nummer den "2019-05-01 09:00"
    Når kommunen sender "Tilsagn om lokaletilskud" til Kajakklubben kun som Digital Post
    Så er "Tilsagn om lokaletilskud" kommet frem til Kajakklubben "2024-03-01 09:00" dansk tid

    Eksempler:
      | art          |
      | virksomheden |
      | foreningen   |

  @DK-COV-02
  Scenarie: En forening uden CVR-nummer er uden for loven og får papir
    Givet at klokken er "2024-03-01 09:00" dansk tid
    Og at Vejlauget ikke har noget CVR-nummer
    Når kommunen sender "Snerydning" til Vejlauget med automatisk valg
    Så er der printet præcis ét brev til Vejlauget
    Og kommunen regner "Snerydning" for printet
    Når kommunen sender "Snerydning, kun digitalt" til Vejlauget kun som Digital Post
    Så får kommunen en negativ kvittering, fordi modtageren er ukendt

  @DK-COV-04
  Abstrakt Scenario: Virksomheder blev forpligtet den 1. november 2013
    Givet at klokken er "<klokken>" dansk tid
    Og at virksomheden Tømrerne er registreret med CVR-nummer den "2009-05-01 09:00"
    Når kommunen sender "Byggetilladelse" til Tømrerne kun som Digital Post
    Så <udfald>

    Eksempler:
      | klokken             | udfald                                                                      |
      | 2013-10-31 23:59:59 | får kommunen en negativ kvittering, fordi modtageren ikke er tilsluttet     |
      | 2013-11-01 00:00:00 | er "Byggetilladelse" kommet frem til Tømrerne "2013-11-01 00:00:00" dansk tid |

  @DK-COV-11
  Scenarie: Til en ny virksomhed kan der ikke skrives de første tolv dage
    Givet at klokken er "2024-06-06 10:00" dansk tid
    Og at virksomheden Nystartet er registreret med CVR-nummer den "2024-06-03 10:00"
    Når kommunen sender "Velkommen" til Nystartet kun som Digital Post
    Så får kommunen en negativ kvittering, fordi modtageren er i karantæne
    Når klokken bliver "2024-06-14 23:59:59" dansk tid
    Og kommunen sender "Velkommen, andet forsøg" til Nystartet kun som Digital Post
    Så får kommunen en negativ kvittering, fordi modtageren er i karantæne
    Og der er intet nyt brev i Nystartets postkasse
    Når klokken bliver "2024-06-15 00:00:00" dansk tid
    Og kommunen sender "Velkommen, tredje forsøg" til Nystartet kun som Digital Post
    Så er "Velkommen, tredje forsøg" kommet frem til Nystartet "2024-06-15 00:00:00" dansk tid

  @DK-COV-11
  Scenarie: Karantænen ophører straks, når virksomheden logger ind
    Givet at klokken er "2024-06-06 10:00" dansk tid
    Og at virksomheden Nystartet er registreret med CVR-nummer den "2024-06-03 10:00"
    Når kommunen sender "Før login" til Nystartet kun som Digital Post
    Så får kommunen en negativ kvittering, fordi modtageren er i karantæne
    Når Nystartet logger ind i sin postkasse
    Og kommunen sender "Efter login" til Nystartet kun som Digital Post
    Så er "Efter login" kommet frem til Nystartet "2024-06-06 10:00" dansk tid
    Og "Før login" er ikke i Nystartets postkasse

  @DK-CVR-04
  Scenarie: En ophørt virksomhed mister al adgang, og der kan ikke skrives til den
    Givet at klokken er "2024-03-01 09:00" dansk tid
    Og at virksomheden Lukketid er registreret med CVR-nummer den "2009-05-01 09:00"
    Og at kommunen har sendt "Mens der var åbent" til Lukketid kun som Digital Post
    Og at Lukketid ophører "2024-03-02 00:00" dansk tid
    Når klokken bliver "2024-03-03 09:00" dansk tid
    Og kommunen sender "Efter lukketid" til Lukketid kun som Digital Post
    Så får kommunen en negativ kvittering, fordi modtageren er ophørt
    Og Lukketid kan ikke logge ind i sin postkasse
    Og "Mens der var åbent" er stadig i Lukketids postkasse
