using IxpSvnic.Cli.Tests.Bench;

namespace IxpSvnic.Cli.Tests.Running;

/// <summary>The command as somebody installs it.</summary>
[TestClass]
public sealed class PublishedCommand
{
    [TestMethod]
    public void Works_from_any_folder()
    {
        using Scratch scratch = new();
        File.Copy(Repository.Trace("two-frames.pcap"), scratch["in.pcap"]);
        ToolResult run = Ixpsvnic.RunIn(scratch.Root, "replay", "in.pcap", "--out", "result");
        Assert.AreEqual(0, run.Code, run.Error);
        Assert.IsTrue(File.Exists(scratch["result/report.json"]));
    }

    [TestMethod]
    [TestCategory("Slow")]
    public void Brings_its_firmware_along_in_a_framework_dependent_publish()
    {
        using Scratch scratch = new();
        Tool.Run(
            "dotnet", "dotnet-sdk-10.0", "publish", Path.Combine(Repository.Root, "src", "IxpSvnic.Cli"), "-c", "Release",
            "--no-self-contained", "-p:RunAnalyzers=false", "--nologo", "-v", "q", "-o", scratch["published"]);
        File.Copy(Repository.Trace("two-frames.pcap"), scratch["in.pcap"]);
        ToolResult run = Tool.TryRun(
            "dotnet", "dotnet-sdk-10.0", scratch.Root, "published/ixpsvnic.dll", "replay", "in.pcap", "--guest", "echo");
        Assert.AreEqual(0, run.Code, run.Error);
        StringAssert.Contains(run.Output, "conserved");
    }
}
