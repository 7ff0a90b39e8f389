using System.Text;
namespace PortfolioLedger.Core.Tests.Kernel;
public sealed class DumpTemp
{
    [Fact]
    public void Dump()
    {
        var known = Given.AScoringModel().With(Sample.WaterSupply, Sample.OutageHours, Sample.Complaint, Sample.Initiative()).Book;
        IFact[] all = [.. FactSamples.Full, .. FactSamples.Sparse];
        File.WriteAllLines("/tmp/h-revise/sentences.txt", all.Select(f => $"{Catalogue.KindOf(f).Name}: {f.Sentence(known)}"));
        File.WriteAllLines("/tmp/h-revise/stored-facts.txt", all.Select(f => $"{Catalogue.KindOf(f).Name} {Encoding.UTF8.GetString(Catalogue.Write(f))}"));
        File.WriteAllLines("/tmp/h-revise/stored-names.txt", Catalogue.All.Select(k => $"{k.Name} {k.SchemaVersion} {k.Type.Name}").Order(StringComparer.Ordinal));
    }
}
