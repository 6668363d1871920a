# language: da
@DK
Egenskab: Fjernprint, når brevet ikke kan leveres digitalt
  Ét brev, én kanal. Papir er udvejen for den, der ikke kan nås digitalt, aldrig et ekstra brev.

  Baggrund:
    Givet at Eksempelkøbing Kommune har en tilslutningsaftale

  @DK-PRINT-01
  Scenarie: Et brev, der kun må sendes digitalt, afvises for en fritaget modtager, og intet printes
    Givet at klokken er "2024-03-01 09:00" dansk tid
    Og at Anna er fritaget for Digital Post
    Når kommunen sender "Afgørelse om boligstøtte" til Anna kun som Digital Post
    Så får kommunen en negativ kvittering, fordi modtageren er fritaget
    Og der er intet nyt brev i Annas postkasse
    Og der er ikke printet noget til Anna

  @DK-PRINT-01 @DK-PRINT-04
  Scenarie: Et brev uden valgt kanal giver præcis ét brev
    Givet at klokken er "2024-03-01 09:00" dansk tid
    Og at Anna er fritaget for Digital Post
    Og at Bo er tilsluttet Digital Post
    Når kommunen sender "Afgørelse om boligstøtte" til Anna med automatisk valg
    Så er der printet præcis ét brev til Anna
    Og der er intet nyt brev i Annas postkasse
    Og kommunen regner "Afgørelse om boligstøtte" for printet
    Når kommunen sender "Afgørelse om pension" til Bo med automatisk valg
    Så er "Afgørelse om pension" kommet frem til Bo "2024-03-01 09:00" dansk tid
    Og der er ikke printet noget til Bo

  @DK-PRINT-04
  Scenarie: Den samme forsendelse to gange leveres én gang
    Givet at klokken er "2024-03-01 09:00" dansk tid
    Og at Anna er fritaget for Digital Post
    Når kommunen sender "Afgørelse" til Anna som fysisk post
    Og kommunens system sender "Afgørelse" igen med samme id
    Så er der printet præcis ét brev til Anna
    Og kommunen regner "Afgørelse" for printet

  @DK-PRINT-04
  Scenarie: Et nyt forsøg efter en tabt forbindelse giver aldrig begge kanaler
    Givet at klokken er "2024-03-01 09:00" dansk tid
    Og at Anna er tilsluttet Digital Post
    Og at udbyderen tager imod det næste brev, men svaret går tabt, og Anna bliver fritaget imens
    Når kommunen sender "Afgørelse" til Anna med automatisk valg
    Så har kommunens system forsøgt at sende "Afgørelse" mindst 2 gange
    Og Anna har fået "Afgørelse" på præcis én kanal

  @DK-PRINT-05
  Scenarie: En PDF, der ikke kan printes, opdages, før kanalen vælges
    Givet at klokken er "2024-03-01 09:00" dansk tid
    Og at Anna er fritaget for Digital Post
    Og at Bo er tilsluttet Digital Post
    Når kommunen sender "Låst brev" til Anna med automatisk valg, som en PDF, der er krypteret
    Så får kommunen en negativ kvittering, fordi dokumentet ikke kan printes
    Og den negative kvittering for "Låst brev" siger, at dokumentet er krypteret
    Og der er ikke printet noget til Anna
    Når kommunen sender "Låst brev til Bo" til Bo med automatisk valg, som en PDF, der er krypteret
    Så er "Låst brev til Bo" kommet frem til Bo "2024-03-01 09:00" dansk tid
    Og udbyderen har noteret, at "Låst brev til Bo" ikke kunne være printet

  @DK-PRINT-03
  Scenarie: En ukendt adresse meldes tilbage og regnes aldrig for leveret
    Givet at klokken er "2024-03-01 09:00" dansk tid
    Og at Anna er fritaget for Digital Post
    Og at kommunen ikke kender Annas adresse
    Når kommunen sender "Afgørelse" til Anna med automatisk valg
    Så får kommunen en negativ kvittering, fordi adressen ikke kan findes
    Og der er ikke printet noget til Anna
    Og "Afgørelse" har aldrig været regnet for printet eller kommet frem

  @DK-PRINT-02
  Abstrakt Scenario: Papir formodes at være kommet frem efter den valgte profil
    Givet at klokken er "<afleveret> 12:00" dansk tid
    Og at indstillingen "dk.paper.profile" er sat til "<profil>"
    Og at Anna er fritaget for Digital Post
    Når kommunen sender "Afgørelse" til Anna som fysisk post
    Så er der printet præcis ét brev til Anna
    Og "Afgørelse" formodes at være kommet frem den "<formodet>"

    Eksempler:
      | afleveret  | profil      | formodet   |
      | 2018-07-02 | sixWeekdays | 2018-07-10 |
      | 2018-07-05 | sixWeekdays | 2018-07-13 |
      | 2020-04-08 | sixWeekdays | 2020-04-21 |
      | 2017-03-06 | 2016        | 2017-03-11 |
      | 2017-03-08 | 2016        | 2017-03-15 |
      | 2017-03-09 | 2016        | 2017-03-15 |
      | 2024-03-04 | udk         | 2024-03-11 |
      | 2024-03-06 | udk         | 2024-03-13 |

  @DK-JOUR-03
  Scenarie: En genudsendelse er en ny meddelelse med sin egen ankomst
    Givet at klokken er "2024-03-01 09:00" dansk tid
    Og at Anna er tilsluttet Digital Post
    Når kommunen sender "Afgørelse" til Anna kun som Digital Post
    Og klokken bliver "2024-03-11 10:00" dansk tid
    Og kommunen genudsender "Afgørelse" som "Afgørelse, genudsendt"
    Så er "Afgørelse, genudsendt" kommet frem til Anna "2024-03-11 10:00" dansk tid
    Og "Afgørelse" er kommet frem til Anna "2024-03-01 09:00" dansk tid
    Og en frist på "4 uger" fra "Afgørelse" udløber den "2024-04-02"
    Og kommunen har "Afgørelse, genudsendt" stående som genudsendelse af "Afgørelse"
