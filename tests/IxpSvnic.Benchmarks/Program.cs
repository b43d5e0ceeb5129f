using IxpSvnic.Benchmarks;

return BenchmarkCommand.Run(args, Console.Out);
