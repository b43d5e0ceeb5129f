using System.Diagnostics;
using System.Text;

namespace IxpSvnic.Debug.Tests.External;

/// <summary>A tool at work; both its outputs are collected in the order in which they come.</summary>
internal sealed class RunningTool
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly StringBuilder _output = new();

    public RunningTool(Process process)
    {
        _process = process;
        process.StandardInput.Close();
        process.OutputDataReceived += Collect;
        process.ErrorDataReceived += Collect;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public bool HasExited => _process.HasExited;

    /// <summary>Waits for the end; gives exit code and output.</summary>
    public (int Code, string Output) Finish()
    {
        using Process process = _process;
        if (!process.WaitForExit(Patience))
        {
            process.Kill();
            lock (_output)
            {
                throw new AssertFailedException($"{process.StartInfo.FileName} does not end:\n{_output}");
            }
        }

        process.WaitForExit();
        lock (_output)
        {
            return (process.ExitCode, _output.ToString());
        }
    }

    private void Collect(object sender, DataReceivedEventArgs e)
    {
        lock (_output)
        {
            _output.AppendLine(e.Data);
        }
    }
}
