"""Routes of the public surface."""

from django.urls import path

from vigie.surfaces.public.views import (
    articles,
    bulletins,
    exploring,
    feeds,
    figures,
    home,
    notices,
    reports,
)

NEWS = {"section": "news"}
GOOD_PRACTICE = {"section": "good_practice"}
BULLETINS = {"section": "bulletins"}

app_name = "public"
urlpatterns = [
    path("", home.home, name="home"),
    path("bulletins/", bulletins.bulletins, name="bulletins"),
    path("bulletins/feed.atom", feeds.feed, BULLETINS, name="bulletins_feed"),
    path("bulletins/<slug:slug>/", articles.article, BULLETINS, name="bulletins_article"),
    path("articles/", articles.section, NEWS, name="news"),
    path("articles/feed.atom", feeds.feed, NEWS, name="news_feed"),
    path("articles/<slug:slug>/", articles.article, NEWS, name="news_article"),
    path("good-practice/", articles.section, GOOD_PRACTICE, name="good_practice"),
    path("good-practice/feed.atom", feeds.feed, GOOD_PRACTICE, name="good_practice_feed"),
    path(
        "good-practice/<slug:slug>/", articles.article, GOOD_PRACTICE, name="good_practice_article"
    ),
    path("observatory/", figures.observatory, name="observatory"),
    path(
        "observatory/reports/<int:year>/<slug:kind>/v<int:version>/<slug:language>.pdf",
        reports.report,
        name="report",
    ),
    path("legal/", notices.legal, name="legal"),
    path("personal-data/", notices.privacy, name="privacy"),
    path("accessibility/", notices.accessibility, name="accessibility"),
    path("figures/", figures.figures, name="figures"),
    path("figures/explorer/", exploring.explore, name="explorer"),
    path("figures/explorer/chart.svg", exploring.chart, name="explored_chart"),
    path("figures/explorer/<int:year>/chart.svg", exploring.chart, name="explored_chart_of_year"),
    path("figures/explorer/<int:year>/map.svg", exploring.map_of_regions, name="explored_map"),
    *(
        path(
            f"figures/explorer/cells.{extension}",
            exploring.download,
            {"extension": extension},
            name=f"explored_{extension}",
        )
        for extension in exploring.FILES
    ),
    path("figures/<int:year>/", figures.figures, name="figures_of_year"),
    path("figures/<int:year>/figures.json", figures.download, {"extension": "json"}, name="json"),
    path("figures/<int:year>/figures.csv", figures.download, {"extension": "csv"}, name="csv"),
    path(
        "figures/<int:year>/v<int:version>/figures.json",
        figures.download,
        {"extension": "json"},
        name="json_of_version",
    ),
    path(
        "figures/<int:year>/v<int:version>/figures.csv",
        figures.download,
        {"extension": "csv"},
        name="csv_of_version",
    ),
    path("figures/<int:year>/tables.csv", figures.tables, {"extension": "csv"}, name="tables_csv"),
    path(
        "figures/<int:year>/tables.parquet",
        figures.tables,
        {"extension": "parquet"},
        name="tables_parquet",
    ),
    path(
        "figures/<int:year>/v<int:version>/tables.csv",
        figures.tables,
        {"extension": "csv"},
        name="tables_csv_of_version",
    ),
    path(
        "figures/<int:year>/v<int:version>/tables.parquet",
        figures.tables,
        {"extension": "parquet"},
        name="tables_parquet_of_version",
    ),
    path("figures/dictionary.json", figures.dictionary, name="dictionary"),
    path("figures/publication-key.pem", figures.public_key, name="publication_key"),
    path("figures/series-<slug:digest>.svg", figures.chart, name="chart"),
]
