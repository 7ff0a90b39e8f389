using System.Text.Json.Nodes;
using PortfolioLedger.Querying;
using PortfolioLedger.Http.Commands;
using PortfolioLedger.Http.Problems;

namespace PortfolioLedger.Tests.Http.Commands;

/// <summary>What the ledger says about itself: problems, health, the API's description.</summary>
public sealed class DescriptionTests(SharedLedger shared)
{
    public static TheoryData<string> Codes => [.. ProblemCatalogue.All.Select(k => k.Code)];

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task Every_problem_is_explained(string code)
    {
        var kind = ProblemCatalogue.Find(code);
        var page = await (await shared.HostAsync()).Anonymous.Get($"/problems/{code}");
        Assert.Equal((200, "text/html; charset=utf-8"), (page.Status, page.Header("Content-Type")));
        var text = System.Net.WebUtility.HtmlDecode(page.Text);
        Assert.Contains(kind.Title, text, StringComparison.Ordinal);
        Assert.Contains(kind.Explanation, text, StringComparison.Ordinal);
        Assert.Contains($"{kind.Status}", text, StringComparison.Ordinal);
        Assert.True(kind.Explanation.Length > 20, $"{code} is hardly explained");
    }

    [Fact]
    public async Task A_problem_that_does_not_exist_has_no_page()
    {
        var page = await (await shared.HostAsync()).Anonymous.Get("/problems/nonsense");
        Assert.Equal(404, page.Status);
        Assert.StartsWith("text/html", page.Header("Content-Type"), StringComparison.Ordinal);
    }

    [Fact]
    public void Codes_are_there_once_and_are_kebab_case()
    {
        Assert.Equal(
            ProblemCatalogue.All.Length,
            ProblemCatalogue.All.Select(k => k.Code).Distinct().Count()
        );
        Assert.All(ProblemCatalogue.All, k => Assert.Matches("^[a-z]+(-[a-z]+)*$", k.Code));
    }

    [Fact]
    public async Task The_first_page_lists_the_portfolios()
    {
        var portfolio = await shared.OpenAsync();
        var page = await portfolio.Host.Anonymous.Get("/");
        Assert.Equal(200, page.Status);
        Assert.Contains(portfolio.Key, page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task The_ledger_says_that_it_is_healthy(string path)
    {
        var health = await (await shared.HostAsync()).Anonymous.Get(path);
        Assert.Equal(200, health.Status);
        Assert.Equal("healthy", (string?)health.Json["status"]);
    }

    [Fact]
    public async Task The_documentation_is_browsable()
    {
        var anybody = (await shared.HostAsync()).Anonymous;
        var docs = await anybody.Get("/docs");
        if (docs.Status == 302)
            docs = await anybody.Get(
                new Uri(new("http://ledger/docs"), docs.Header("Location")).AbsolutePath
            );
        Assert.Equal(200, docs.Status);
        Assert.StartsWith("text/html", docs.Header("Content-Type"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_operation_is_described()
    {
        var description = await (await shared.HostAsync()).Anonymous.Get("/openapi/v1.json");
        Assert.Equal(200, description.Status);
        Assert.StartsWith("3.1.", (string?)description.Json["openapi"], StringComparison.Ordinal);
        var operations = description.Json["paths"]!
            .AsObject()
            .SelectMany(
                p => p.Value!.AsObject(),
                (p, o) => (Name: $"{o.Key} {p.Key}", Operation: o.Value!)
            )
            .ToList();
        Assert.True(operations.Count > CommandRoutes.Table.Routes.Count + ViewCatalogue.All.Length);
        foreach (var (name, operation) in operations)
            AssertDescribed(name, operation, description.Json);
        var ids = operations.Select(o => (string)o.Operation["operationId"]!).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Theory]
    [InlineData("initiatives/{initiative}/submission", false)]
    [InlineData("reports/{report}/schedule/removal", false)]
    [InlineData("departments", true)]
    [InlineData("batch", true)]
    public async Task A_body_is_required_where_a_field_is(string path, bool required)
    {
        var description = await (await shared.HostAsync()).Anonymous.Get("/openapi/v1.json");
        var operation = description.Json["paths"]![$"/api/v1/portfolios/{{portfolio}}/{path}"]![
            "post"
        ]!;
        Assert.Equal(required, (bool?)operation["requestBody"]!["required"] ?? false);
    }

    [Fact]
    public void The_table_of_commands_has_each_operation_and_address_once()
    {
        var routes = CommandRoutes.Table.Routes;
        Assert.Equal(routes.Count, routes.Select(r => r.Operation).Distinct().Count());
        Assert.Equal(routes.Count, routes.Select(r => r.Template).Distinct().Count());
        Assert.All(routes, r => Assert.NotNull(CommandRoutes.ExampleOf(r.Command)));
    }

    private static bool HasNoRequiredField(JsonNode? body, JsonNode description)
    {
        var schema = Found(body?["schema"], description);
        return schema is not null && schema["required"] is null;
    }

    /// <summary>What a reference names, else the thing itself.</summary>
    private static JsonNode? Found(JsonNode? node, JsonNode description) =>
        (string?)node?["$ref"] is not { } reference
            ? node
            : reference
                .Split('/')
                .Skip(1)
                .Aggregate<string, JsonNode?>(description, (at, name) => at![name]);

    private static void AssertDescribed(string name, JsonNode operation, JsonNode description)
    {
        Assert.False(
            string.IsNullOrWhiteSpace((string?)operation["operationId"]),
            $"{name} has no operationId"
        );
        Assert.False(
            string.IsNullOrWhiteSpace((string?)operation["summary"]),
            $"{name} has no summary"
        );
        Assert.False(
            string.IsNullOrWhiteSpace((string?)operation["description"]),
            $"{name} has no description"
        );
        if (name.StartsWith("post", StringComparison.Ordinal))
        {
            // The empty example {} is not written; it is right where no field is required.
            var content = operation["requestBody"]?["content"];
            var body = content?["application/json"];
            var isFile = content?["multipart/form-data"] is not null;
            Assert.True(
                isFile || (body?["example"] ?? body?["examples"]) is not null
                    || HasNoRequiredField(body, description),
                $"{name} shows no example of its body"
            );
        }
        var problems = operation["responses"]!
            .AsObject()
            .Where(r => r.Key[0] is '4' or '5')
            .ToList();
        Assert.True(problems.Count > 0, $"{name} says nothing of problems");
        Assert.All(problems, r =>
            Assert.NotNull(
                Found(r.Value, description)!
                    ["content"]
                    ?["application/problem+json"]?["schema"]?["$ref"]
            )
        );
        foreach (var parameter in operation["parameters"]?.AsArray() ?? [])
            Assert.False(
                string.IsNullOrWhiteSpace((string?)parameter!["description"]),
                $"{name} {parameter["name"]}"
            );
    }
}
