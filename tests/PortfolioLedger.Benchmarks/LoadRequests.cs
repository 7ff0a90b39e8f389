using System.Text;

namespace PortfolioLedger.Benchmarks;

/// <summary>
/// Requests built beforehand. A workload is <c>commands</c>, <c>commands:portfolio:initiatives</c>,
/// <c>commands:portfolio-:initiatives:many</c> for portfolios whose names end with a number, or the
/// path of a GET.
/// </summary>
internal static class LoadRequests
{
    private const string Caller = "Authorization: Persona alice;approver;finance\r\n";

    /// <summary>So many different requests a connection takes turns with.</summary>
    private const int Turns = 330;

    /// <summary>Those of one connection.</summary>
    public static byte[][] Of(Uri address, string workload, int connection)
    {
        if (workload.StartsWith('/'))
            return
            [
                Encoding.ASCII.GetBytes(
                    $"GET {workload} HTTP/1.1\r\nHost: {address.Authority}\r\n{Caller}\r\n"),
            ];
        var (portfolio, initiatives) = workload.Split(':') switch
        {
            [_, var named, var things] => (named, int.Parse(things)),
            [_, var names, var things, var many] =>
                ($"{names}{connection % int.Parse(many)}", int.Parse(things)),
            _ => ("bench", Ledgers.SmallInitiatives),
        };
        return
        [
            .. Enumerable.Range(0, Turns).Select(i =>
                Command(address, portfolio, (connection * 31 + i) % initiatives, i)),
        ];
    }

    private static byte[] Command(Uri address, string portfolio, int initiative, int i)
    {
        var (path, body) = (i % 3) switch
        {
            0 => ("phase", $"{{\"phase\":\"Phase {i}\"}}"),
            1 => (
                "scores",
                $"{{\"model\":\"board\",\"criterion\":\"value\",\"value\":{i % 11},"
                    + $"\"grounds\":{{\"rationale\":\"Scored in the workshop\"}}}}"
            ),
            _ => (
                "contributions/revision",
                $"{{\"objective\":\"growth\",\"contribution\":{(i % 2 == 0 ? 3 : 9)},"
                    + $"\"confidence\":0.8,"
                    + $"\"grounds\":{{\"rationale\":\"Judged anew in the workshop\"}}}}"
            ),
        };
        return Encoding.ASCII.GetBytes(
            $"POST /api/v1/portfolios/{portfolio}/initiatives/i{initiative}/{path} HTTP/1.1\r\n"
                + $"Host: {address.Authority}\r\n{Caller}"
                + "Content-Type: application/json\r\n"
                + $"Content-Length: {body.Length}\r\n\r\n{body}");
    }
}
