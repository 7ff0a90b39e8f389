using Microsoft.Extensions.DependencyInjection;
using PortfolioLedger.Cli;
using PortfolioLedger.Tests.Http.Commands;

namespace PortfolioLedger.Tests.Cli;

/// <summary>Reports made on the command line.</summary>
public sealed class ReportVerbTests(SharedLedger ledger)
{
    [Theory]
    [InlineData("csv")]
    [InlineData("json")]
    [InlineData("ndjson")]
    [InlineData("xlsx")]
    public async Task A_result_has_the_bytes_of_the_api(string format)
    {
        var portfolio = await FilledAsync();
        var (code, bytes, errors) = await RunAsync(portfolio.Key, "deps", format);
        Assert.True(code == 0, errors);
        using var client = portfolio.Host.App.Server.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get,
            $"/api/v1/{portfolio.PathOf($"reports/deps/runs/1?format={format}")}")
        {
            Headers = { { "Authorization", "Persona vera;viewer" } },
        };
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(
            await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken),
            bytes
        );
        Assert.Contains(
            answer.Headers.GetValues("Ledger-Digest").Single(),
            errors,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_file_holds_the_whole_result()
    {
        var portfolio = await FilledAsync();
        var folder = Directory.CreateTempSubdirectory("ledger-report-");
        try
        {
            var file = Path.Combine(folder.FullName, "deps.csv");
            var (code, output, errors) = await RunAsync(portfolio.Key, "deps", "csv", file);
            Assert.True(code == 0, errors);
            Assert.Empty(output);
            Assert.StartsWith(
                "key,name,since,until,mergedInto\r\ndep,",
                await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken),
                StringComparison.Ordinal
            );
            Assert.Equal([file], Directory.GetFiles(folder.FullName));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("nothing-here", "deps", "", 1, "nothing-here")]
    [InlineData(null, "none", "", 1, "none")]
    [InlineData(null, "deps", "docx", 2, "csv")]
    public async Task What_cannot_be_made_says_why(
        string? key, string report, string format, int expected, string word)
    {
        var portfolio = await FilledAsync();
        var (code, output, errors) = await RunAsync(key ?? portfolio.Key, report, format);
        Assert.Equal(expected, code);
        Assert.Empty(output);
        Assert.Contains(word, errors, StringComparison.Ordinal);
    }

    private async Task<(int Code, byte[] Output, string Errors)> RunAsync(
        string portfolio, string report, string format, string file = "")
    {
        var host = await ledger.HostAsync();
        using var output = new MemoryStream();
        var errors = new StringWriter();
        var code = await host.App.Services.GetRequiredService<ReportVerb>().RunAsync(
            portfolio, report, format, file, output, errors, TestContext.Current.CancellationToken);
        return (code, output.ToArray(), errors.ToString());
    }

    private async Task<TestPortfolio> FilledAsync()
    {
        var portfolio = await ledger.OpenAsync();
        await portfolio.DepartmentAsync();
        await portfolio.Do(
            "reports",
            """{"key":"deps","name":"Departments","view":"departments"}"""
        );
        return portfolio;
    }
}
