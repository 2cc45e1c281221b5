# The first example in R, through examples/shim.c. Usage: Rscript 01_life_table.R SHIM.so
dyn.load(commandArgs(trailingOnly = TRUE)[1])
mx <- c(0.01, 0.02, 0.25) # deaths per person-year at ages 0, 1, and 2 and over
table <- .C("kohort_life_table", length(mx), mx, 0L, lx = double(3), ex = double(3), status = integer(1))
stopifnot(table$status == 0)
cat(sprintf("Life expectancy at birth: %.3f years\n", table$ex[1]))
