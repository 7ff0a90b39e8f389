using System.Globalization;

namespace PortfolioLedger.Benchmarks;

/// <summary>Processor time that processes of this machine have used; on Linux alone.</summary>
internal static class ProcessorTime
{
    /// <summary>Clock ticks a second of <c>/proc</c>: the same on every Linux.</summary>
    private const double Hertz = 100;

    /// <summary>Whether it can be told here.</summary>
    public static bool IsKnown => OperatingSystem.IsLinux();

    /// <summary>Of one process, in user and kernel mode.</summary>
    public static TimeSpan Of(int process) => Own(Fields(process)!);

    /// <summary>
    /// Of a process and its children: those that run, and those that it has waited for.
    /// </summary>
    public static TimeSpan OfFamily(int parent)
    {
        var children = Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), out var id) ? id : 0)
            .Where(id => id > 0)
            .Select(Fields)
            .Where(fields => fields is not null && Number(fields, 1) == parent)
            .Select(fields => Own(fields!));
        var sum = children.Aggregate(TimeSpan.Zero, (all, one) => all + one);
        var own = Fields(parent)!;
        return sum + Own(own) + Time(own, 13);
    }

    /// <summary>The parent of a process.</summary>
    public static int ParentOf(int process) => (int)Number(Fields(process)!, 1);

    private static TimeSpan Own(string[] fields) => Time(fields, 11);

    /// <summary>User and kernel mode, which are neighbours.</summary>
    private static TimeSpan Time(string[] fields, int at) =>
        TimeSpan.FromSeconds((Number(fields, at) + Number(fields, at + 1)) / Hertz);

    private static long Number(string[] fields, int at) =>
        long.Parse(fields[at], CultureInfo.InvariantCulture);

    /// <summary>
    /// What stands behind the name, which may hold anything; null when the process has ended.
    /// </summary>
    private static string[]? Fields(int process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }
}
