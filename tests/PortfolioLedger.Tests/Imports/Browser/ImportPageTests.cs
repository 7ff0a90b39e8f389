using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MiniExcelLibs;
using PortfolioLedger.Imports.Jobs;
using PortfolioLedger.Imports.Lists;
using PortfolioLedger.Tests.Imports.Lists;
using Page = PortfolioLedger.Tests.Imports.Browser.PageBrowser.Page;

namespace PortfolioLedger.Tests.Imports.Browser;

/// <summary>Importing with a browser: choosing a file, looking at it, importing it.</summary>
public sealed partial class ImportPageTests(LedgerHost ledger) : IClassFixture<LedgerHost>
{
    private const string German = "Nr;Projekt;Stand;Geld 26;Notiz\r\n"
        + "croton;Croton Falls;active;600;x\r\ndam;Old dam;doing;5;y\r\n";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_list_with_other_headers_is_mapped_by_hand_looked_at_and_imported()
    {
        var (portfolio, browser) = await OpenAsync();
        var before = await ledger.PositionAsync(portfolio);
        var look = await UploadAsync(browser, portfolio, "Projekte.csv", German);
        Assert.Contains("Say below what each column is", look.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("Import it", look.Html, StringComparison.Ordinal);

        var mapped = await MapAsync(browser, look,
            "externalId", "name", "stage", "budget 2026", "ignore");

        Assert.Contains("1 of 2 rows would be imported, 1 refused", mapped.Html,
            StringComparison.Ordinal);
        Assert.Matches(WrongCell("Stand", "doing"), mapped.Html);
        Assert.Contains("<td class=\"wrong\">doing", mapped.Html, StringComparison.Ordinal);
        Assert.Contains("Proposed the project Croton Falls", mapped.Html, StringComparison.Ordinal);
        Assert.Contains("--columns 'Geld 26=budget 2026,Notiz=ignore,Nr=externalId,"
            + "Projekt=name,Stand=stage'", mapped.Html, StringComparison.Ordinal);
        Assert.Equal(before, await ledger.PositionAsync(portfolio));

        var ended = await ImportAsync(browser, mapped);

        Assert.Contains("1 of 2 rows imported", ended.Html, StringComparison.Ordinal);
        Assert.Matches(WrongCell("Stand", "doing"), ended.Html);
        Assert.Contains($"/p/{portfolio}/timeline?from={before + 1}&to={before + 4}", ended.Html,
            StringComparison.Ordinal);
        Assert.Contains("Take it back", ended.Html, StringComparison.Ordinal);
        var view = await ledger.As("v", "viewer").Get($"portfolios/{portfolio}/initiatives");
        Assert.Equal(("Croton Falls", 600), ((string?)view.Json["items"]![0]!["name"],
            (int)view.Json["items"]![0]!["budget"]!));
    }

    [Fact]
    public async Task An_import_is_taken_back_by_its_page_which_shows_first_what_goes()
    {
        var (portfolio, browser) = await OpenAsync();
        var look = await MapAsync(browser,
            await UploadAsync(browser, portfolio, "Projekte.csv", German),
            "externalId", "name", "stage", "budget 2026", "ignore");
        var ended = await ImportAsync(browser, look);
        var before = await ledger.PositionAsync(portfolio);
        var address = Reversal().Match(ended.Html).Groups[1].Value;

        var shown = await browser.SendAsync(ended, address,
            ("rationale", "It was the file of last year"), ("intent", "show"));
        Assert.Contains("It would take back 4 events", shown.Html, StringComparison.Ordinal);
        Assert.Contains("Proposed the project Croton Falls", shown.Html, StringComparison.Ordinal);
        Assert.Contains("value=\"It was the file of last year\"", shown.Html,
            StringComparison.Ordinal);
        var refused = await browser.SendAsync(
            ended, address, ("rationale", "wrong"), ("intent", "record"));
        Assert.Equal(422, refused.Status);
        Assert.Contains("at least 10 characters", refused.Html, StringComparison.Ordinal);
        Assert.Contains("Nothing was taken back.", refused.Html, StringComparison.Ordinal);
        Assert.Equal(before, await ledger.PositionAsync(portfolio));

        var taken = await browser.SendAsync(ended, address,
            ("rationale", "It was the file of last year"), ("intent", "record"));
        Assert.Equal(303, taken.Status);
        // The reversal, and each event that it takes back.
        Assert.Equal(before + 5, await ledger.PositionAsync(portfolio));
        var page = await browser.OpenAsync(taken.Location!);
        Assert.Contains("took it back on", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("Show what goes with it", page.Html, StringComparison.Ordinal);
        Assert.Empty((await ledger.As("v", "viewer").Get($"portfolios/{portfolio}/initiatives"))
            .Json["items"]!.AsArray());
        // Sent once more, by who still has the page open.
        Assert.Equal(409, (await browser.SendAsync(ended, address,
            ("rationale", "It was the file of last year"), ("intent", "record"))).Status);
    }

    [Fact]
    public async Task The_first_sheet_of_a_workbook_is_mapped_by_hand_too()
    {
        var (portfolio, browser) = await OpenAsync();
        using var file = new MemoryStream();
        file.SaveAs(new[]
        {
            new Dictionary<string, object> { ["Nr"] = 42d, ["Projekt"] = "Dam", ["Geld"] = 12.5 },
        }, sheetName: "Tabelle1");
        var look = await UploadAsync(browser, portfolio, "Projekte.xlsx", file.ToArray());
        Assert.Contains("Tabelle1", look.Html, StringComparison.Ordinal);

        var mapped = await MapAsync(browser, look, "externalId", "name", "requestedBudget 2026");
        var ended = await ImportAsync(browser, mapped);

        Assert.Contains("1 of 1 row imported", ended.Html, StringComparison.Ordinal);
        var view = await ledger.As("v", "viewer").Get($"portfolios/{portfolio}/initiatives/42");
        Assert.Equal(12.5m, (decimal)view.Json["requestedBudget"]!);
    }

    [Fact]
    public async Task Known_headers_need_no_mapping_and_what_changes_is_told_from_what_is_new()
    {
        var (portfolio, browser) = await OpenAsync();
        const string list = "Initiative,Initiative name\r\na,A\r\nb,B\r\n";
        var look = await UploadAsync(browser, portfolio, "one.csv", list);
        Assert.Equal(("2", "0", "0"), Counts(look));
        await ImportAsync(browser, look);

        var next = await UploadAsync(browser, portfolio, "two.csv",
            "Initiative,Initiative name\r\na,A\r\nb,Bee\r\nc,C\r\n");

        Assert.Equal(("1", "1", "1"), Counts(next));
    }

    [Fact]
    public async Task A_choice_that_cannot_be_is_refused_beside_its_column_and_changes_nothing()
    {
        var (portfolio, browser) = await OpenAsync();
        var look = await UploadAsync(browser, portfolio, "Projekte.csv", German);

        var wrong = await SendColumnsAsync(browser, look,
            "externalId", "name", "stage", "budget", "nonsense");

        Assert.Equal(422, wrong.Status);
        Assert.Contains("'Geld 26' must say for which period: 'budget 2026'", wrong.Html,
            StringComparison.Ordinal);
        Assert.Contains("'Notiz' cannot be 'nonsense'", wrong.Html, StringComparison.Ordinal);
        Assert.Contains("Say below what each column is",
            (await browser.OpenAsync(AddressOf(look))).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_formula_is_wrong_in_its_cell_and_hostile_words_are_words()
    {
        var (portfolio, browser) = await OpenAsync();

        var look = await UploadAsync(browser, portfolio, "<script>x.csv",
            "Initiative,Initiative name,Summary\r\n"
            + "a,<script>alert(1)</script>,=cmd()\r\nb,B,fine\r\n");

        Assert.Matches(WrongCell("Summary", "=cmd()"), look.Html);
        var raw = (await ledger.As("administrator", "administrator").Get(AddressOf(look))).Text;
        Assert.DoesNotContain("<script>", raw, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)", raw, StringComparison.Ordinal);
    }

    public static TheoryData<string, string, int, string> BadFiles => new()
    {
        { "picture", "list.csv", 415, "neither a text (CSV) nor a workbook (XLSX)" },
        { "program", "list.csv", 415, "neither a text (CSV) nor a workbook (XLSX)" },
        { "document", "list.csv", 415, "neither a text (CSV) nor a workbook (XLSX)" },
        { "picture", "list.xlsx", 415, "is sent as a workbook (.xlsx) and is none" },
        { "archive", "list.xlsx", 415, "cannot be read as one" },
        { "old", "list.xls", 415, "old form (.xls)" },
        { "bomb", "list.xlsx", 413, "would unfold into more than" },
        { "large", "list.csv", 413, "has more than 64 MB" },
        { "empty", "list.csv", 422, "The file is empty" },
        { "header", "list.csv", 422, "a header and no rows" },
        { "wide", "list.csv", 422, "has 1000 columns; at most 500" },
        { "twice", "list.csv", 422, "Several columns have the header 'Initiative name'" },
        { "quotes", "list.csv", 422, "The header cannot be read" },
    };

    [Theory]
    [MemberData(nameof(BadFiles))]
    public async Task What_is_no_list_is_refused_beside_the_file_and_kept_nowhere(
        string content, string name, int status, string why)
    {
        var (portfolio, browser) = await OpenAsync();
        var page = await browser.OpenAsync($"/p/{portfolio}/import");

        var answer = await browser.UploadAsync(page, $"/p/{portfolio}/import", name,
            Content(content), ("of", "current-lists/initiatives"));

        Assert.Equal(status, answer.Status);
        Assert.Contains("id=\"file-fault\" role=\"alert\"", answer.Html, StringComparison.Ordinal);
        Assert.Contains(why, answer.Html, StringComparison.Ordinal);
        Assert.Equal(0L, await ledger.ScalarAsync<long>(
            "select count(*) from ledger.import_job where portfolio = $1", portfolio));
        Assert.Equal(1, await ledger.PositionAsync(portfolio));
    }

    [Theory]
    [InlineData("", "Opening balances need the day")]
    [InlineData("2999-01-01", "This day is to come")]
    [InlineData("soon", "The day must be a date like")]
    public async Task A_day_that_cannot_be_is_refused_beside_its_field(string day, string why)
    {
        var (portfolio, browser) = await OpenAsync();
        var page = await browser.OpenAsync($"/p/{portfolio}/import");

        var answer = await browser.UploadAsync(page, $"/p/{portfolio}/import", "list.csv",
            Encoding.UTF8.GetBytes("Initiative,Initiative name\r\na,A\r\n"),
            ("of", "opening-balances/initiatives"), ("day", day));

        Assert.Equal(422, answer.Status);
        Assert.Contains($"id=\"day-fault\" role=\"alert\">{why}", answer.Html,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("viewer")]
    [InlineData("contributor")]
    [InlineData("approver")]
    [InlineData("auditor")]
    public async Task Who_may_not_import_reads_why_and_can_send_nothing(string role)
    {
        var (portfolio, _) = await OpenAsync();
        var browser = await PageBrowser.AsAsync(ledger, role);

        var page = await browser.OpenAsync($"/p/{portfolio}/import");
        var sent = await browser.UploadAsync(await browser.OpenAsync($"/p/{portfolio}"),
            $"/p/{portfolio}/import", "list.csv", Encoding.UTF8.GetBytes(German));
        var list = await browser.OpenAsync($"/p/{portfolio}/imports");

        Assert.Contains("Only administrators import", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("type=\"file\"", page.Html, StringComparison.Ordinal);
        Assert.Equal(403, sent.Status);
        Assert.Contains(role == "auditor" ? "Nothing was imported into this portfolio yet"
            : "Only administrators and auditors see imports", list.Html, StringComparison.Ordinal);
        Assert.Equal((200, 200), (page.Status, list.Status));
        Assert.Equal(1, await ledger.PositionAsync(portfolio));
    }

    [Fact]
    public async Task A_forged_form_uploads_nothing_and_imports_nothing()
    {
        var (portfolio, browser) = await OpenAsync();
        var look = await UploadAsync(browser, portfolio, "list.csv",
            "Initiative,Initiative name\r\na,A\r\n");
        var forged = new Page(200, "", null);

        var upload = await browser.UploadAsync(forged, $"/p/{portfolio}/import", "list.csv",
            Encoding.UTF8.GetBytes(German), ("of", "current-lists/initiatives"));
        var import = await browser.SendAsync(forged, AddressOf(look), ("run", RunOf(look)));

        Assert.Equal((403, 403), (upload.Status, import.Status));
        Assert.Equal(1, await ledger.PositionAsync(portfolio));
    }

    [Fact]
    public async Task A_file_is_seen_by_who_sent_it_alone_and_imported_once()
    {
        var (portfolio, browser) = await OpenAsync();
        var look = await UploadAsync(browser, portfolio, "list.csv",
            "Initiative,Initiative name\r\na,A\r\n");
        // Another administrator, by an address that was passed on.
        var other = await ledger.As("other", "administrator").Get(AddressOf(look));
        Assert.Equal(404, other.Status);
        Assert.Contains("is not here any more", other.Text, StringComparison.Ordinal);
        await ImportAsync(browser, look);

        var again = await browser.SendAsync(look, AddressOf(look), ("run", RunOf(look)));

        Assert.Equal(404, again.Status);
    }

    [Fact]
    public async Task What_was_changed_since_it_was_looked_at_is_shown_before_it_is_imported()
    {
        var (portfolio, browser) = await OpenAsync();
        var look = await UploadAsync(browser, portfolio, "list.csv",
            "Initiative,Initiative name,Summary\r\na,A,x\r\n");
        await MapAsync(browser, look, "externalId", "name", "ignore");

        var late = await browser.SendAsync(look, AddressOf(look), ("run", RunOf(look)));

        Assert.Equal(409, late.Status);
        Assert.Contains("were changed since you looked", late.Html, StringComparison.Ordinal);
        Assert.Equal(1, await ledger.PositionAsync(portfolio));
    }

    [Fact]
    public async Task Progress_is_told_until_the_report()
    {
        var (portfolio, browser) = await OpenAsync();
        var rows = string.Concat(
            Enumerable.Range(0, 2_000).Select(i => $"i-{i},Initiative {i}\r\n"));
        var look = await UploadAsync(browser, portfolio, "many.csv",
            $"Initiative,Initiative name\r\n{rows}");
        await UntilEndedAsync(browser, AddressOf(look));
        var sent = await browser.SendAsync(look, AddressOf(look), ("run", RunOf(look)));
        Assert.Equal(303, sent.Status);

        var stream = (await browser.OpenAsync($"{sent.Location}/progress")).Html;

        var events = stream.Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
            .Select(e => (Name: e.Split('\n')[0]["event: ".Length..],
                Data: JsonNode.Parse(e.Split('\n')[1]["data: ".Length..])!)).ToArray();
        Assert.All(events[..^1], e => Assert.Equal("progress", e.Name));
        Assert.Equal(("end", "succeeded", 2_000), (events[^1].Name,
            (string?)events[^1].Data["state"], (int)events[^1].Data["rows"]!["imported"]!));
        Assert.Contains("2000 of 2000 rows imported", (string?)events[^1].Data["headline"],
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_an_import_waits_its_page_follows_it_and_works_without_scripts()
    {
        var (portfolio, browser) = await OpenAsync();
        var id = Guid.CreateVersion7();
        var jobs = ledger.App.Services.GetService(typeof(ImportJobs)) as ImportJobs;
        await using var held = await jobs!.HoldAsync(id, Cancel);
        await ledger.ScalarAsync<Guid>("""
            insert into ledger.import_job (id, portfolio, mapping, file, bytes, dry_run, strict,
                requested_by, state, step, done, total)
            values ($1, $2, 'current-lists', 'big.csv', 1, false, false, 'ada', 'running',
                'Importing', 30, 120)
            returning id
            """, id, portfolio);

        var page = await browser.OpenAsync($"/p/{portfolio}/imports/{id}");

        Assert.Contains($"<ledger-progress src=\"/p/{portfolio}/imports/{id}/progress\">",
            page.Html, StringComparison.Ordinal);
        Assert.Contains("<progress max=\"120\" value=\"30\"", page.Html, StringComparison.Ordinal);
        Assert.Contains("Importing: 30 of 120.", page.Html, StringComparison.Ordinal);
        Assert.Contains("Look again</a>", page.Html, StringComparison.Ordinal);
        Assert.Contains("customElements", (await browser.OpenAsync("/assets/progress.js")).Html,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_imports_are_listed_with_who_when_and_what_came_of_them()
    {
        var (portfolio, browser) = await OpenAsync();
        Assert.Contains("Nothing was imported into this portfolio yet",
            (await browser.OpenAsync($"/p/{portfolio}/imports")).Html, StringComparison.Ordinal);
        await ImportAsync(browser, await UploadAsync(browser, portfolio, "list.csv",
            "Initiative,Initiative name\r\na,A\r\n"));

        var list = (await browser.OpenAsync($"/p/{portfolio}/imports")).Html;

        Assert.Contains("list.csv</a>", list, StringComparison.Ordinal);
        Assert.Contains("<td>administrator</td>", list, StringComparison.Ordinal);
        Assert.Contains("looked at", list, StringComparison.Ordinal);
        Assert.Contains($"/p/{portfolio}/timeline?from=2&to=", list, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_portfolio_that_is_not_open_yet_takes_a_history_and_no_list()
    {
        var browser = await PageBrowser.AsAsync(ledger, "administrator");
        var led = await browser.OpenAsync("/portfolios/import?portfolio=to-come");
        Assert.Equal((302, "/p/to-come/import"), (led.Status, led.Location));
        var page = await browser.OpenAsync(led.Location!);

        Assert.Contains("does not exist yet", page.Html, StringComparison.Ordinal);
        Assert.Contains("value=\"nyc-capital-projects\" selected", page.Html,
            StringComparison.Ordinal);
        Assert.DoesNotContain("current-lists", page.Html, StringComparison.Ordinal);
        var sent = await browser.UploadAsync(page, "/p/to-come/import", "list.csv",
            "Initiative,Initiative name\r\na,A\r\n"u8.ToArray(), ("of", "current-lists"));
        Assert.Equal(422, sent.Status);
        Assert.Contains("There is no such thing to import", sent.Html, StringComparison.Ordinal);
        Assert.Equal(404, (await browser.OpenAsync("/p/to-come")).Status);
        var wrong = await browser.OpenAsync("/portfolios/import?portfolio=Not%20A%20Key");
        Assert.Equal(400, wrong.Status);
        Assert.Contains("'Not A Key' is no key for a portfolio", wrong.Html,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_kind_of_file_has_a_page_with_its_columns_and_a_template()
    {
        var (portfolio, browser) = await OpenAsync();
        var page = await browser.OpenAsync($"/p/{portfolio}/import");
        var kinds = Option().Matches(page.Html).Select(m => m.Groups[1].Value)
            .Where(value => !value.Contains(';', StringComparison.Ordinal)).ToArray();
        Assert.Equal(ListKinds.All.Length * 2 + 2 + 1 + 4, kinds.Length);

        foreach (var kind in (string[])
            ["current-lists/feedback", "jira-issues", "nyc-capital-projects"])
        {
            Assert.Contains(kind, kinds);
            var one = await browser.OpenAsync(
                $"/p/{portfolio}/import?of={Uri.EscapeDataString(kind)}");
            Assert.Equal(200, one.Status);
            var template = await browser.OpenAsync(Template().Match(one.Html).Groups[1].Value);
            Assert.Equal(200, template.Status);
        }
        Assert.Equal(404, (await browser.OpenAsync($"/p/{portfolio}/import?of=nothing")).Status);
    }

    private async Task<(string Portfolio, PageBrowser Browser)> OpenAsync()
    {
        var portfolio = $"p-{Guid.NewGuid():n}";
        Assert.Equal(201, (await ledger.As("board", "approver").Post("portfolios",
            $$"""{"key":"{{portfolio}}","name":"A plan","currency":"USD"}""")).Status);
        return (portfolio, await PageBrowser.AsAsync(ledger, "administrator"));
    }

    private static Task<Page> UploadAsync(
        PageBrowser browser, string portfolio, string name, string text) =>
        UploadAsync(browser, portfolio, name, Encoding.UTF8.GetBytes(text));

    /// <summary>The look at a file of initiatives.</summary>
    private static async Task<Page> UploadAsync(
        PageBrowser browser, string portfolio, string name, byte[] file)
    {
        var page = await browser.OpenAsync($"/p/{portfolio}/import");
        Assert.Equal(200, page.Status);
        var sent = await browser.UploadAsync(page, $"/p/{portfolio}/import", name, file,
            ("of", "current-lists/initiatives"));
        Assert.True(sent.Status == 303, sent.Html);
        return await UntilEndedAsync(browser, sent.Location!);
    }

    /// <summary>Sends what the columns are, in the order of the file.</summary>
    private static Task<Page> SendColumnsAsync(
        PageBrowser browser, Page look, params string[] choices) =>
        browser.SendAsync(look, $"{AddressOf(look)}/columns",
        [
            ("list", "initiatives"), ("shown", "initiatives"),
            .. choices.Select((c, at) => ($"field-{at}", c.Split(' ')[0])),
            .. choices.Select((c, at) => ($"for-{at}", c.Contains(' ') ? c.Split(' ')[1] : "")),
        ]);

    private static async Task<Page> MapAsync(
        PageBrowser browser, Page look, params string[] choices)
    {
        var sent = await SendColumnsAsync(browser, look, choices);
        Assert.True(sent.Status == 303, sent.Html);
        return await UntilEndedAsync(browser, sent.Location!);
    }

    private static async Task<Page> ImportAsync(PageBrowser browser, Page look)
    {
        var sent = await browser.SendAsync(look, AddressOf(look), ("run", RunOf(look)));
        Assert.True(sent.Status == 303, sent.Html);
        return await UntilEndedAsync(browser, sent.Location!);
    }

    /// <summary>A page once what it shows does not run any more.</summary>
    private static async Task<Page> UntilEndedAsync(PageBrowser browser, string address)
    {
        Page? page = null;
        await PortfolioLedger.Tests.Journaling.Wait.UntilAsync(async () =>
        {
            page = await browser.OpenAsync(address);
            Assert.True(page.Status == 200, page.Html);
            return !page.Html.Contains("<ledger-progress", StringComparison.Ordinal);
        });
        return page!;
    }

    private static string AddressOf(Page look) => ColumnsForm().Match(look.Html).Groups[1].Value;

    [GeneratedRegex("action=\"([^\"]*/reversal)\"")]
    private static partial Regex Reversal();

    private static string RunOf(Page look) => RunField().Match(look.Html).Groups[1].Value;

    private static (string New, string Changed, string Unchanged) Counts(Page look) =>
        (Count(look, "New"), Count(look, "Changed"), Count(look, "Unchanged"));

    private static string Count(Page look, string name) =>
        Regex.Match(look.Html, $"<dt>{name}</dt><dd>([^<]*)</dd>").Groups[1].Value;

    private static string WrongCell(string column, string value) =>
        $"<td>{column}</td>\\s*<td>{Regex.Escape(value)}</td>";

    private static byte[] Content(string of) => of switch
    {
        "picture" => [0x89, .. "PNG\r\n"u8, 0x1a, (byte)'\n', 0, 0, 0, 13, .. "IHDR"u8],
        "program" => [.. "MZ"u8, 0x90, 0, 3, 0, 0, 0, 4, 0],
        "document" => [.. "%PDF-1.7\n1 0 obj\n"u8],
        "archive" => [.. "PK\u0003\u0004 and so on"u8],
        "old" => [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1],
        "bomb" => Workbooks.Bomb(ListWorkbook.MaxUnzippedBytes + 1, declared: true),
        "large" => new byte[ImportUpload.MaxFileBytes + 1],
        "empty" => [],
        "header" => [.. "Initiative,Initiative name\r\n"u8],
        "wide" => Encoding.UTF8.GetBytes(
            $"{string.Join(',', Enumerable.Range(0, 1_000))}\r\n{new string(',', 999)}\r\n"),
        "twice" => [.. "Initiative,Initiative name,Initiative name\r\na,A,B\r\n"u8],
        "quotes" => [.. "Initiative,\"Initiative name\r\na,A\r\n"u8],
        _ => throw new ArgumentOutOfRangeException(nameof(of), of, null),
    };

    [GeneratedRegex("action=\"([^\"]*)/columns\"")]
    private static partial Regex ColumnsForm();

    [GeneratedRegex("name=\"run\" value=\"([^\"]*)\"")]
    private static partial Regex RunField();

    [GeneratedRegex("<option value=\"([^\"]+)\"")]
    private static partial Regex Option();

    [GeneratedRegex("href=\"([^\"]*/template[^\"]*)\"")]
    private static partial Regex Template();
}
