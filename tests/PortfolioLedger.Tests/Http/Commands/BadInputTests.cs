using System.Text;

namespace PortfolioLedger.Tests.Http.Commands;

/// <summary>
/// Bodies that are not right: each fault is named, nothing is stored, nothing breaks.
/// </summary>
public sealed class BadInputTests(SharedLedger shared)
{
    private const string Grounds = TestPortfolio.Grounds;

    public static TheoryData<string, string> NoJson =>
        new()
        {
            { "blank", "  \n" },
            { "cut off", "{\"key\":\"dep\"" },
            { "trailing comma", "{\"key\":\"dep\",\"name\":\"Parks\",}" },
            { "comment", "{\"key\":\"dep\",/* why */\"name\":\"Parks\"}" },
            { "two documents", "{\"key\":\"dep\",\"name\":\"Parks\"}{}" },
            { "single quotes", "{'key':'dep','name':'Parks'}" },
            { "not a number", "{\"key\":\"dep\",\"name\":NaN}" },
            { "unquoted", "hello" },
            {
                "deep",
                $"{{\"key\":\"dep\",\"name\":{new string('[', 100)}{new string(']', 100)}}}"
            },
            {
                "deep objects",
                string.Concat(Enumerable.Repeat("{\"a\":", 100)) + "1" + new string('}', 100)
            },
        };

    public static TheoryData<string, string, string[]> WrongFields =>
        new()
        {
            { "departments", "[]", [""] },
            { "departments", "null", [""] },
            { "departments", "\"dep\"", [""] },
            { "departments", "{}", ["/key", "/name"] },
            { "departments", """{"key":"dep","name":null}""", ["/name"] },
            { "departments", """{"key":null,"name":"Parks"}""", ["/key"] },
            { "departments", """{"key":"dep","name":" "}""", ["/name"] },
            {
                "departments",
                """{"key":"dep","name":"Parks","size":3,"a/b~c":1}""",
                ["/a~1b~0c", "/size"]
            },
            { "departments", """{"Key":"dep","name":"Parks"}""", ["/Key", "/key"] },
            { "departments", """{"key":"Not A Key","name":17}""", ["/key", "/name"] },
            { "departments", """{"key":"-dep","name":"Parks"}""", ["/key"] },
            { "departments", """{"key":"dep","name":"Parks","name":"Forests"}""", ["/name"] },
            { "departments", """{"key":"dep","name":"a\u0000b"}""", ["/name"] },
            { "departments", """{"key":"dep","name":"a\ud800b"}""", ["/name"] },
            { "departments", """{"key":"d\ud800","name":"Parks"}""", ["/key"] },
            {
                "departments",
                """{"key":"dep","name":"Parks","effectiveOn":"31.3.2026"}""",
                ["/effectiveOn"]
            },
            { "feedback", """{"key":"fb","text":"a\u0000b"}""", ["/text"] },
            { "feedback", """{"key":"fb","text":"a\udc00b"}""", ["/text"] },
            {
                "feedback",
                """{"key":"fb","text":"Fine","score":{"value":"high","scale":5}}""",
                ["/score/scale", "/score/value"]
            },
            {
                "budget",
                """{"period":"2026","capex":1e400,"grounds":{"rationale":"Long enough"}}""",
                ["/capex"]
            },
            {
                "budget",
                """{"period":"2026","capex":"1e5","grounds":{"rationale":"Long enough"}}""",
                ["/capex"]
            },
            {
                "budget",
                """{"period":"2026","capex":1000000000000001,"grounds":{"rationale":"Long enough"}}""",
                ["/capex"]
            },
            {
                "budget",
                """{"period":"2026","capex":{"amount":1,"currency":"dollars"},"grounds":{"rationale":"Long enough"}}""",
                ["/capex"]
            },
            { "budget", """{"period":"2026","capex":1}""", ["/grounds"] },
            { "budget", """{"period":"2026","capex":1,"grounds":{}}""", ["/grounds/rationale"] },
            {
                "budget",
                """{"period":"2026","capex":1,"grounds":{"rationale":"Long enough","why":1}}""",
                ["/grounds/why"]
            },
            {
                "budget",
                """
                    {"period":"2026","capex":1,"grounds":{"rationale":"Long enough","override":"yes",
                     "evidence":[{"kind":"rumour","ref":"x"},{"kind":"document"}]}}
                    """,
                ["/grounds/evidence/0/kind", "/grounds/evidence/1/ref", "/grounds/override"]
            },
            {
                "objective-weights",
                """{"weights":{"Bad Key":0.5,"growth":"much"},"grounds":{"rationale":"Long enough"}}""",
                ["/weights/Bad Key", "/weights/growth"]
            },
            {
                "objective-weights",
                """{"weights":[],"method":"guess","grounds":{"rationale":"Long enough"}}""",
                ["/method", "/weights"]
            },
            {
                "initiatives/croton/financial-case",
                """
                    {"cashFlows":[{"on":"2026-01-01","amount":-1},{"on":"2027-01-01","amount":"much"},{"amount":3}],
                     "currency":"USD","discountRate":0.1}
                    """,
                ["/cashFlows/1/amount", "/cashFlows/2/on"]
            },
            {
                "capacity",
                """{"period":"in spring","department":"No Key","role":" ","fte":"many"}""",
                ["/department", "/fte"]
            },
            {
                "capacity",
                """{"period":"in spring","department":"dep","role":" ","fte":-1}""",
                ["/fte", "/period", "/role"]
            },
            {
                "decisions",
                """{"key":"d","question":" ","options":["a","a"],"risks":[""],"quorum":0}""",
                ["/options/1", "/question", "/quorum", "/risks/0"]
            },
            {
                "decisions",
                """{"key":"d","question":"Go?","options":"a","evidenceShown":[{"kind":"rumour","ref":"x"}]}""",
                ["/evidenceShown/0/kind", "/options"]
            },
            {
                "delegations",
                """{"role":"emperor","upTo":"much","grounds":{"rationale":"Long enough"}}""",
                ["/role", "/upTo"]
            },
            {
                "communications",
                """{"key":"n","audience":[],"channel":" "}""",
                ["/audience", "/channel"]
            },
            {
                "communications",
                """{"key":"n","audience":["a","a"],"subjects":["croton"]}""",
                ["/subjects/0"]
            },
            { "stakeholders", """{"key":"s","name":" ","group":"board"}""", ["/name"] },
            { "stakeholders", """{"key":"s","group":"friends"}""", ["/group"] },
            {
                "acknowledgements",
                """{"objectives":[],"position":0}""",
                ["/objectives", "/position"]
            },
            {
                "review-cycles",
                """{"key":"q1","name":"Q1","from":"2026-04-01","to":"2026-03-31"}""",
                ["/to"]
            },
            {
                "review-cycles",
                """{"key":"q1","name":"Q1","from":"2026-04-01","on":"2026-03-31"}""",
                ["/on"]
            },
            {
                "value-streams",
                """{"key":"w","name":"Water","level":"portfolio","program":"croton"}""",
                ["/program"]
            },
            { "initiatives/croton/submission", """{"initiative":"croton"}""", ["/initiative"] },
            {
                "initiatives/croton/approval",
                """{"conditions":["Revise the budget"," "],"grounds":{"rationale":"Long enough"}}""",
                ["/conditions/1"]
            },
            {
                "initiatives/croton/priority",
                """{"to":1.5,"grounds":{"rationale":"Long enough"}}""",
                ["/to"]
            },
            {
                "initiatives/croton/priority",
                """{"to":1e400,"grounds":{"rationale":"Long enough"}}""",
                ["/to"]
            },
            {
                "initiatives/croton/allocations",
                """{"department":"dep","role":" ","fte":0,"from":"2026-03-01","to":"2026-02-01"}""",
                ["/fte", "/role", "/to"]
            },
            {
                "surveys",
                """{"key":"r","about":"initiative","scale":"stars","counts":{"5":"many"}}""",
                ["/counts/5", "/scale"]
            },
            {
                "surveys",
                """{"key":"r","about":"initiative","scale":"csat","counts":{"5":-1}}""",
                ["/counts/5", "/initiative"]
            },
            {
                "initiatives/croton/merger",
                """{"into":"croton","grounds":{"rationale":"Long enough"}}""",
                ["/into"]
            },
            {
                "initiatives/croton/planned-outputs",
                """{"output":"dam","plannedOn":"2026-05-01","shareOfInitiative":1.1}""",
                ["/shareOfInitiative"]
            },
            {
                "initiatives/croton/dependencies",
                """{"dependsOn":"a b","kind":"some-day"}""",
                ["/dependsOn", "/kind"]
            },
            {
                "initiatives/croton/priority",
                """{"to":6,"grounds":{"rationale":"Long enough"}}""",
                ["/to"]
            },
            {
                "initiatives/croton/contributions",
                """{"objective":"growth","contribution":2,"confidence":1.1,"grounds":{"rationale":"Long enough"}}""",
                ["/confidence", "/contribution"]
            },
            {
                "initiatives/croton/financial-case",
                """
                    {"cashFlows":[],"currency":"USD","discountRate":-1,
                     "arr":{"averageProfit":1,"investment":0,"base":"initial"}}
                    """,
                ["/arr/investment", "/cashFlows", "/discountRate"]
            },
            {
                "value-streams/water/importance",
                """{"importance":-0.1,"tangibleShare":1.1,"grounds":{"rationale":"Long enough"}}""",
                ["/importance", "/tangibleShare"]
            },
            {
                "budget",
                """
                    {"period":"2026","capex":1,"grounds":{"rationale":"Long enough",
                     "evidence":[{"kind":"document","ref":" ","sha256":"9f86d081"}]}}
                    """,
                ["/grounds/evidence/0/ref", "/grounds/evidence/0/sha256"]
            },
            {
                "decisions",
                """{"key":"d","question":"Go?","evidenceShown":[{"kind":"document","ref":"m","sha256":"x"}]}""",
                ["/evidenceShown/0/sha256"]
            },
            { "departments", """{"key":"dep","name":"a\u0007b"}""", ["/name"] },
            {
                "initiatives",
                """
                    {"key":"a","name":"A","kind":"project","sponsor":"m","department":"dep",
                     "participatingDepartments":["dep","dep"]}
                    """,
                ["/participatingDepartments/1"]
            },
            {
                "value-streams",
                """{"key":"w","name":"Water","segments":["a","b","a"]}""",
                ["/segments/2"]
            },
            {
                "decisions",
                """
                    {"key":"d","question":"Go?","risks":["late","late"],
                     "evidenceShown":[{"kind":"document","ref":"m"},{"kind":"document","ref":"m"}]}
                    """,
                ["/evidenceShown/1", "/risks/1"]
            },
            {
                "dashboards",
                """{"key":"d","name":"D","audience":"teams","reports":["a","a"]}""",
                ["/reports/1"]
            },
            { "what-if/optimisation", """{"objective":"alignment","stages":[]}""", ["/stages"] },
            { "departments", """{"key":"dep","name":"a\u001b[2Jb"}""", ["/name"] },
            { "departments", """{"key":"dep","name":"a\uffffb"}""", ["/name"] },
            { "departments", """{"key":"dep","name":"\u200b"}""", ["/name"] },
            {
                "departments",
                """{"key":"dep","name":"Parks","effectiveOn":"0001-01-01"}""",
                ["/effectiveOn"]
            },
            { "feedback", """{"key":"fb","text":"a\u0007b"}""", ["/text"] },
            {
                "objectives",
                """
                    {"key":"a","title":"A","statement":"A","level":"strategic","owner":"ceo","horizonEnd":"9999-12-31"}
                    """,
                ["/horizonEnd"]
            },
            {
                "initiatives/croton/financial-case",
                """
                    {"cashFlows":[{"on":"1026-01-01","amount":-1}],"currency":"USD","discountRate":0.1}
                    """,
                ["/cashFlows/0/on"]
            },
            {
                "initiatives/croton/financial-case",
                """
                    {"cashFlows":[{"on":"2026-01-01","amount":-1}],"currency":"USD","discountRate":12}
                    """,
                ["/discountRate"]
            },
            { "initiatives/croton/spend", """{"period":"soon","amount":1}""", ["/period"] },
            {
                "initiatives/croton/effort",
                """{"period":"2026-01","hours":1000000000}""",
                ["/hours"]
            },
            {
                "initiatives/croton/allocations",
                """{"department":"dep","role":"engineer","fte":2000000,"from":"2026-03-01"}""",
                ["/fte"]
            },
            {
                "capacity",
                """{"period":"2026","department":"dep","role":"engineer","fte":1000001}""",
                ["/fte"]
            },
            { "outcomes/outages/benefit-plan", """{"period":"soon","amount":1}""", ["/period"] },
            {
                "budget",
                $$$"""
                    {"period":"2026","capex":1,"grounds":{"rationale":"{{{new string(
                        'x',
                        10_001
                    )}}}"}}
                    """,
                ["/grounds/rationale"]
            },
            {
                "subscriptions",
                $$$"""
                    {"key":"s","filter":{"departments":["{{{new string(
                        'x',
                        10_001
                    )}}}"]},"delivery":{"kind":"feed"}}
                    """,
                ["/filter/departments/0"]
            },
        };

    [Theory]
    [MemberData(nameof(NoJson))]
    public async Task What_is_no_JSON_is_refused_where_reading_stopped(string _, string body)
    {
        var portfolio = await shared.OpenAsync();
        var reply = await portfolio.Try("departments", body);
        reply.AssertProblem(400, "malformed-json");
        Assert.Contains("Reading stopped at line",
            (string)reply.Json["detail"]!, StringComparison.Ordinal);
        await portfolio.AssertNothingStoredAsync();
    }

    [Fact]
    public async Task A_body_that_is_no_object_is_called_the_body()
    {
        var portfolio = await shared.OpenAsync();
        var reply = await portfolio.Try("departments", "[]");
        reply.AssertProblem(400, "invalid-fields");
        Assert.Equal("The body must be an object, not a list.", (string)reply.Json["detail"]!);
    }

    [Theory]
    [MemberData(nameof(WrongFields))]
    public async Task Each_wrong_field_is_named_by_its_pointer(
        string path,
        string body,
        string[] pointers
    )
    {
        var portfolio = await shared.OpenAsync();
        await portfolio.WithInitiativeAsync();
        var reply = await portfolio.Try(path, body);
        reply.AssertProblem(400, "invalid-fields");
        Assert.Equal(pointers, reply.Pointers());
        await portfolio.AssertNothingStoredAsync();
    }

    [Theory]
    [InlineData("{\"a\\ud800\":1}")]
    [InlineData("{\"key\":\"dep\",\"name\":\"Parks\",\"\\udc00\":1}")]
    public async Task A_field_name_that_is_no_text_is_refused(string body)
    {
        var portfolio = await shared.OpenAsync();
        foreach (var path in (string[])["departments", "batch"])
        {
            var reply = await portfolio.Try(path, body);
            reply.AssertProblem(400, reply.Code);
            Assert.Contains(reply.Code, (string[])["malformed-json", "invalid-fields"]);
        }
        await portfolio.AssertNothingStoredAsync();
    }

    [Fact]
    public async Task Bytes_that_are_no_UTF8_are_refused()
    {
        var portfolio = await shared.OpenAsync();
        byte[] body = [.. "{\"key\":\"dep\",\"name\":\""u8, 0xff, 0xfe, .. "\"}"u8];
        var reply = await portfolio.Approver.Post(
            portfolio.PathOf("departments"), LedgerCaller.Json(body));
        Assert.Equal(400, reply.Status);
        reply.AssertProblem(400, reply.Code);
        await portfolio.AssertNothingStoredAsync();
    }

    [Fact]
    public async Task Amounts_and_scores_are_numbers_or_the_same_as_strings()
    {
        var portfolio = await shared.OpenAsync();
        var asNumber = await portfolio.Do(
            "budget",
            $$"""{"period":"2026","capex":1234.50,{{Grounds}}}"""
        );
        var asString = await portfolio.Do(
            "budget",
            $$"""{"period":"2026","capex":"1234.5",{{Grounds}}}"""
        );
        var one = await StoredRow.AtAsync(portfolio.Host, portfolio.Key, asNumber.Position);
        var other = await StoredRow.AtAsync(portfolio.Host, portfolio.Key, asString.Position);
        Assert.Equal(one.Data, other.Data);
        Assert.Contains("\"1234.5\"", one.Data, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_of_20_MB_is_too_large(bool saysItsLength)
    {
        var portfolio = await shared.OpenAsync();
        var bytes = Encoding.UTF8.GetBytes(
            $$"""{"key":"dep","name":"{{new string('x', 20 * 1024 * 1024)}}"}""");
        foreach (var path in (string[])["departments", "batch"])
        {
            using var content = saysItsLength ? LedgerCaller.Json(bytes) : new Chunked(bytes);
            var reply = await portfolio.Approver.Post(portfolio.PathOf(path), content);
            reply.AssertProblem(413, "body-too-large");
        }
        await portfolio.AssertNothingStoredAsync();
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData(null)]
    public async Task Only_JSON_is_taken(string? mediaType)
    {
        var portfolio = await shared.OpenAsync();
        using var content = new StringContent("""{"key":"dep","name":"Parks"}""");
        content.Headers.ContentType = mediaType is null ? null : new(mediaType);
        var reply = await portfolio.Approver.Post(portfolio.PathOf("departments"), content);
        reply.AssertProblem(415, "unsupported-media-type");
        await portfolio.AssertNothingStoredAsync();
    }

    [Fact]
    public async Task A_command_without_fields_needs_no_body_and_one_with_fields_says_which()
    {
        var portfolio = await (await shared.OpenAsync()).WithInitiativeAsync();
        var sent = await portfolio.Approver.Post(
            portfolio.PathOf("initiatives/croton/submission"), (HttpContent?)null);
        Assert.Equal(200, sent.Status);
        var missing = await portfolio.Approver.Post(
            portfolio.PathOf("departments"),
            (HttpContent?)null
        );
        missing.AssertProblem(400, "invalid-fields");
        Assert.Equal(["/key", "/name"], missing.Pointers().Order());
    }

    [Theory]
    [InlineData("initiatives/Croton/submission", "unknown-initiative")]
    [InlineData("initiatives/%2e%2e%2fb/submission", "unknown-initiative")]
    [InlineData("scoring-models/Board/release", "unknown-scoring-model")]
    [InlineData("value-streams/-/resources", "unknown-value-stream")]
    [InlineData("initiatives/croton/nowhere", "unknown-address")]
    [InlineData("", "unknown-address")]
    public async Task A_path_that_leads_nowhere_is_404(string path, string code)
    {
        var portfolio = await shared.OpenAsync();
        (await portfolio.Try(path, TestPortfolio.Only)).AssertProblem(
            path.Length == 0 ? 405 : 404, path.Length == 0 ? "method-not-allowed" : code);
        await portfolio.AssertNothingStoredAsync();
    }

    [Theory]
    [InlineData("departments?dryRun=true", """{"key":"dep","name":"Parks"}""")]
    [InlineData(
        "batch?dryRun=true",
        """{"commands":[{"path":"departments","body":{"key":"dep","name":"Parks"}}]}"""
    )]
    [InlineData("ranking/counterfactual?asOfPosition=1", "{}")]
    [InlineData("what-if/optimisation?asOf=2026-01-01", """{"objective":"alignment"}""")]
    [InlineData("scenarios?fromPosition=1", """{"key":"bold","name":"Bold"}""")]
    public async Task A_parameter_in_the_address_is_not_silently_left_out(string path, string body)
    {
        var portfolio = await shared.OpenAsync();
        (await portfolio.Try(path, body)).AssertProblem(400, "unknown-parameter");
        await portfolio.AssertNothingStoredAsync();
    }

    [Fact]
    public async Task A_command_is_not_read_with_GET()
    {
        var portfolio = await shared.OpenAsync();
        var reply = await portfolio.Approver.Get(portfolio.PathOf("initiatives/croton/approval"));
        reply.AssertProblem(405, "method-not-allowed");
        Assert.Equal("OPTIONS, POST", reply.Header("Allow"));
    }

    [Theory]
    [InlineData("no-such")]
    [InlineData("No%20Key")]
    public async Task A_portfolio_that_does_not_exist_is_404(string key)
    {
        var host = await shared.HostAsync();
        var reply = await host.As("alice", "approver").Post($"portfolios/{key}/departments", "{}");
        reply.AssertProblem(404, "unknown-portfolio");
    }

    /// <summary>Content whose length nobody knows beforehand.</summary>
    private sealed class Chunked : HttpContent
    {
        private readonly byte[] _bytes;

        public Chunked(byte[] bytes)
        {
            _bytes = bytes;
            Headers.ContentType = new("application/json");
        }

        protected override Task SerializeToStreamAsync(
            Stream stream,
            System.Net.TransportContext? context
        ) => stream.WriteAsync(_bytes).AsTask();

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
