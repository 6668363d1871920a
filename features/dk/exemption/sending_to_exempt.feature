# language: da
@DK
Egenskab: Post til den, der er fritaget for Digital Post
  Fritagelsen virker fra det øjeblik, den er registreret, og den rører ikke ved det, der er kommet frem.

  Baggrund:
    Givet at klokken er "2024-03-01 09:00" dansk tid
    Og at Eksempelkøbing Kommune har en tilslutningsaftale
    Og at Anna er tilsluttet Digital Post

  @DK-EXEMPT-12
  Scenarie: Post, der var tilgængelig før fritagelsen, er kommet frem
    Når kommunen sender "Afgørelse om boligstøtte" til Anna kun som Digital Post
    Og klokken bliver "2024-03-01 09:00:01" dansk tid
    Og Anna bliver fritaget for Digital Post
    Så er "Afgørelse om boligstøtte" kommet frem til Anna "2024-03-01 09:00" dansk tid
    Og kommunen regner "Afgørelse om boligstøtte" for kommet frem

  @DK-EXEMPT-12 @DK-SEND-04 @DK-GDPR-05
  Scenarie: Post, der sendes efter fritagelsen, afvises med grunden
    Når Anna bliver fritaget for Digital Post
    Og klokken bliver "2024-03-01 09:00:01" dansk tid
    Og kommunen sender "Afgørelse om boligstøtte" til Anna kun som Digital Post
    Så får kommunen en negativ kvittering, fordi modtageren er fritaget
    Og der er intet nyt brev i Annas postkasse
    Og der er ikke printet noget til Anna
    Og et opslag siger kun, at Anna ikke kan nås med Digital Post, og ikke hvorfor

  @DK-EXEMPT-15
  Scenarie: Post med eget lovgrundlag leveres også til den fritagne
    Givet at Anna bliver fritaget for Digital Post
    Og at Lønkontoret har en tilslutningsaftale og eget lovgrundlag for digital post
    Når Lønkontoret sender "Lønseddel" til Anna kun som Digital Post
    Så er "Lønseddel" kommet frem til Anna "2024-03-01 09:00" dansk tid
    Når kommunen sender "Afgørelse om boligstøtte" til Anna kun som Digital Post
    Så får kommunen en negativ kvittering, fordi modtageren er fritaget

  @DK-EXEMPT-15 @DK-PRIV-01
  Scenarie: Privat post berøres ikke af fritagelsen
    Givet at Anna bliver fritaget for Digital Post
    Og at Forsikringen er en privat afsender med en tilslutningsaftale
    Når Forsikringen sender "Police" til Anna kun som Digital Post
    Så er "Police" i Annas postkasse
    Og "Police" har ikke den retsvirkning, som loven giver offentlig post

  @DK-DEL-02
  Scenarie: Fritagelsen sletter ingenting
    Givet at kommunen har sendt "Første brev" til Anna kun som Digital Post
    Og at kommunen har sendt "Andet brev" til Anna kun som Digital Post
    Og at kommunen har sendt "Tredje brev" til Anna kun som Digital Post
    Når Anna bliver fritaget for Digital Post
    Så er "Første brev" stadig i Annas postkasse
    Og "Andet brev" er stadig i Annas postkasse
    Og "Tredje brev" er stadig i Annas postkasse
    Og Anna kan åbne og læse "Andet brev"
