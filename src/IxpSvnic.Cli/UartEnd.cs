using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace IxpSvnic.Cli;

/// <summary>The far end of the UART: standard input and output, a file, or one loopback TCP connection at a time.</summary>
internal sealed class UartEnd : IDisposable
{
    private readonly ConcurrentQueue<byte> _input = new();
    private readonly Stream? _file;
    private readonly TcpListener? _listener;
    private volatile NetworkStream? _connection;

    private UartEnd(Stream? output, Stream? input, TcpListener? listener, bool isInteractive)
    {
        _file = output;
        _listener = listener;
        IsInteractive = isInteractive;
        if (input is not null)
        {
            Start(() => Pump(input));
        }

        if (listener is not null)
        {
            listener.Start();
            Start(Accept);
        }
    }

    /// <summary>A person may be at the other end.</summary>
    public bool IsInteractive { get; }

    /// <summary>Opens <c>stdio</c>, <c>file:F</c> or <c>tcp:127.0.0.1:P</c>.</summary>
    public static UartEnd Open(string text)
    {
        if (text == "stdio")
        {
            return new UartEnd(
                new BufferedStream(Console.OpenStandardOutput()),
                Console.OpenStandardInput(),
                null,
                !Console.IsInputRedirected);
        }

        if (text.StartsWith("file:", StringComparison.Ordinal) && text.Length > "file:".Length)
        {
            return new UartEnd(File.Create(text["file:".Length..]), null, null, false);
        }

        if (text.StartsWith("tcp:", StringComparison.Ordinal)
            && IPEndPoint.TryParse(text["tcp:".Length..], out IPEndPoint? end) && IPAddress.IsLoopback(end.Address))
        {
            TcpListener listener = new(end);
            listener.Start();
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"uart: waiting on {listener.LocalEndpoint}"));
            return new UartEnd(null, null, listener, true);
        }

        throw new FormatException($"--uart: '{text}' is not stdio, file:F or tcp:127.0.0.1:P");
    }

    public void Write(byte value)
    {
        _file?.WriteByte(value);
        try
        {
            _connection?.WriteByte(value);
        }
        catch (IOException)
        {
            _connection = null;
        }
    }

    public void Flush() => _file?.Flush();

    public bool TryRead(out byte value) => _input.TryDequeue(out value);

    public void Dispose()
    {
        _listener?.Dispose();
        _file?.Dispose();
    }

    private static void Start(ThreadStart work) => new Thread(work) { IsBackground = true, Name = "uart" }.Start();

    private void Pump(Stream input)
    {
        byte[] buffer = new byte[256];
        try
        {
            for (int read; (read = input.Read(buffer)) > 0;)
            {
                foreach (byte value in buffer.AsSpan(0, read))
                {
                    _input.Enqueue(value);
                }
            }
        }
        catch (IOException)
        {
        }
    }

    private void Accept()
    {
        try
        {
            while (true)
            {
                using TcpClient client = _listener!.AcceptTcpClient();
                using NetworkStream stream = client.GetStream();
                _connection = stream;
                Pump(stream);
                _connection = null;
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
        }
    }
}
