using System.Runtime.InteropServices;

namespace IxpSvnic.Cli;

/// <summary>
/// Ctrl-C, or the signal that asks a program to end: the first lets a run finish what it writes, and live input what has come
/// in; the second ends the run where it is.
/// </summary>
internal sealed class StopRequests : IDisposable
{
    private readonly CancellationTokenSource _first = new();
    private readonly CancellationTokenSource _second = new();
    private readonly PosixSignalRegistration[] _registrations;

    public StopRequests() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal),
    ];

    public CancellationToken First => _first.Token;

    public CancellationToken Second => _second.Token;

    public void Dispose()
    {
        Array.ForEach(_registrations, r => r.Dispose());
        _first.Dispose();
        _second.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        if (_first.IsCancellationRequested)
        {
            _second.Cancel();
        }

        _first.Cancel();
    }
}
