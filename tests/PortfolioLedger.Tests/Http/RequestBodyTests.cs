using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using PortfolioLedger.Http.OpenApi;
using PortfolioLedger.Journaling.Reading;
using PortfolioLedger.Tests.Scenarios;

namespace PortfolioLedger.Tests.Http;

/// <summary>Bodies that come compressed, and with a byte order mark.</summary>
[Collection(SharedServer.Name)]
public sealed class RequestBodyTests(KestrelHost host)
{
    private const string Question = """{"budget":900000}""";
    private const string Lists =
        "Initiative,Initiative name,Stage,Budget 2026\r\ncroton-2,Croton Falls,active,600\r\n";
    private const string Command = "/departments";

    [Theory]
    [InlineData("gzip")]
    [InlineData("GZIP")]
    [InlineData("x-gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    [InlineData("identity")]
    public async Task A_compressed_body_is_read_wherever_a_body_is(string coding)
    {
        foreach (var (path, json) in (IEnumerable<(string, string)>)
            [(Command, Department()), ("/batch", Batch()), ("/ranking/counterfactual", Question)])
        {
            var answer = await PostAsync(path, Packed(json, coding), "application/json", coding);
            Assert.True(answer.Status is 200 or 201, $"{path}: {answer.Text}");
        }
        var import = await PostAsync(
            "/imports?mapping=current-lists",
            Packed(Lists, coding),
            "text/csv",
            coding
        );
        // Imports take turns: it may still wait for others.
        Assert.True(import.Status is 200 or 202, import.Text);
        Assert.Equal(Lists.Length, import.Json.GetProperty("bytes").GetInt32());
    }

    [Fact]
    public async Task A_mark_in_front_of_a_body_is_no_part_of_it()
    {
        const string mark = "\uFEFF";
        foreach (var (path, json) in (IEnumerable<(string, string)>)
            [(Command, Department()), ("/batch", Batch()), ("/ranking/counterfactual", Question)])
        {
            var answer = await PostAsync(
                path,
                Encoding.UTF8.GetBytes(mark + json),
                "application/json"
            );
            Assert.True(answer.Status is 200 or 201, $"{path}: {answer.Text}");
            answer = await PostAsync(
                path,
                Packed(
                    mark + json.Replace("key\":\"", "key\":\"m", StringComparison.Ordinal),
                    "gzip"
                ),
                "application/json",
                "gzip"
            );
            Assert.True(answer.Status is 200 or 201, $"{path}: {answer.Text}");
        }
        var import = await PostAsync(
            "/imports?mapping=current-lists",
            Encoding.UTF8.GetBytes(mark + Lists),
            "text/csv"
        );
        Assert.True(import.Status is 200 or 202, import.Text);

        var preset = JsonNode.Parse(
            (
                await host.GetAsync(
                    $"{KestrelHost.Portfolio}/imports/mappings/current-lists",
                    ("Authorization", "Persona ada;administrator")
                )
            ).Text
        )!;
        preset["name"] = "marked-lists";
        var mapping = preset.ToJsonString();
        var stored = await host.SendAsync(
            HttpMethod.Put,
            $"{KestrelHost.Portfolio}/imports/mappings/marked-lists",
            KestrelHost.Body(Encoding.UTF8.GetBytes(mark + mapping), "application/json"),
            ("Authorization", "Persona ada;administrator"));
        Assert.True(stored.Status == 201, stored.Text);

        using var form = new MultipartFormDataContent
        {
            { new StringContent(mark + Lists), "file", "lists.csv" },
            { new StringContent(mark + mapping), "mapping" },
        };
        var sent = await host.SendAsync(HttpMethod.Post, $"{KestrelHost.Portfolio}/imports", form,
            ("Authorization", "Persona ada;administrator"));
        Assert.True(sent.Status is 200 or 202, sent.Text);
    }

    [Fact]
    public async Task The_same_body_compressed_or_not_is_the_same_request()
    {
        var json = Department();
        var first = await PostAsync(
            Command,
            Packed(json, "gzip"),
            "application/json",
            "gzip",
            ("Idempotency-Key", json.Length + json)
        );
        var again = await PostAsync(
            Command,
            Encoding.UTF8.GetBytes("\uFEFF" + json),
            "application/json",
            null,
            ("Idempotency-Key", json.Length + json)
        );
        Assert.Equal((201, first.Text), (again.Status, again.Text));
    }

    [Theory]
    [InlineData("zstd")]
    [InlineData("compress")]
    [InlineData("gzip, gzip")]
    public async Task A_coding_that_is_not_taken_is_named_with_those_that_are(string coding)
    {
        foreach (var (path, type) in (IEnumerable<(string, string)>)
            [(Command, "application/json"), ("/imports?mapping=current-lists", "text/csv")])
        {
            var answer = await PostAsync(path, Packed(Department(), "gzip"), type, coding);
            var problem = answer.AssertProblem(415, "unsupported-content-encoding");
            Assert.Contains(
                $"'{coding}'",
                problem.GetProperty("detail").GetString(),
                StringComparison.Ordinal
            );
            Assert.Equal("br, gzip, deflate", answer["Accept-Encoding"]);
        }
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task What_cannot_be_unpacked_is_said_so(string coding)
    {
        var whole = Packed(Department(), coding);
        foreach (
            var damaged in (byte[][])
                ["{}nonsense{}"u8.ToArray(), whole[..^5], whole[..(whole.Length / 2)]]
        )
        {
            (await PostAsync(Command, damaged, "application/json", coding))
                .AssertProblem(400, "malformed-content-encoding");
            (await PostAsync("/imports?mapping=current-lists", damaged, "text/csv", coding))
                .AssertProblem(400, "malformed-content-encoding");
        }
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task The_limits_are_those_of_the_unpacked_bytes(string coding)
    {
        var bomb = Packed(new string(' ', 100 * 1024 * 1024), coding);
        Assert.True(bomb.Length < 1024 * 1024);
        foreach (
            var (path, type) in (IEnumerable<(string, string)>)
                [
                    (Command, "application/json"),
                    ("/batch", "application/json"),
                    ("/imports?mapping=current-lists", "text/csv"),
                ]
        )
            (await PostAsync(path, bomb, type, coding)).AssertProblem(413, "body-too-large");
        // More than a command may have, and less than a batch may.
        var large = Packed(new string(' ', 3 * 1024 * 1024) + Batch(), coding);
        (await PostAsync(Command, large, "application/json", coding)).AssertProblem(
            413,
            "body-too-large"
        );
        Assert.Equal(200, (await PostAsync("/batch", large, "application/json", coding)).Status);
    }

    [Fact]
    public async Task A_large_file_to_import_may_come_compressed()
    {
        // Spaces around a name are no part of it.
        var row = $"croton-3,Croton Falls{new string(' ', 10_000)},active,600\r\n";
        var file = Packed("Initiative,Initiative name,Stage,Budget 2026\r\n"
            + string.Concat(Enumerable.Repeat(row, 600)), "gzip");
        var import = await PostAsync("/imports?mapping=current-lists", file, "text/csv", "gzip");
        Assert.True(import.Status is 200 or 202, import.Text);
    }

    [Fact]
    public async Task Who_is_calling_is_asked_before_how_the_body_comes()
    {
        using var body = KestrelHost.Body(Packed(Department(), "gzip"), "application/json", "zstd");
        (await host.SendAsync(HttpMethod.Post, $"{KestrelHost.Portfolio}{Command}", body,
            ("Authorization", "Persona vera;viewer"))).AssertProblem(403, "role-required");
    }

    private static string Department() => $$"""{"key":"d{{Guid.NewGuid():n}}","name":"Works"}""";

    private static string Batch() =>
        $$"""{"commands":[{"path":"departments","body":{{Department()}}}]}""";

    private async Task<Sent> PostAsync(
        string path,
        byte[] bytes,
        string type,
        string? coding = null,
        params (string, string)[] headers
    )
    {
        using var body = KestrelHost.Body(bytes, type, coding);
        return await host.SendAsync(HttpMethod.Post, KestrelHost.Portfolio + path, body,
            path.StartsWith("/imports", StringComparison.Ordinal)
                ? [.. headers, ("Authorization", "Persona ada;administrator")] : headers);
    }

    private static byte[] Packed(string text, string coding)
    {
        using var packed = new MemoryStream();
        using (Stream packing = coding.ToLowerInvariant() switch
        {
            "br" => new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            "deflate" => new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            "identity" => packed,
            _ => new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true),
        })
            packing.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }
}
